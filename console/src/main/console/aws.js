// Logs in with AWS credentials: signs one request (Signature Version 4) in the browser. The credentials are neither sent nor stored.
import { api, registryHost } from './api.js';

const PATH = '/api/login/aws';
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const FIELDS = { 'access_?key_?id': 'id', 'secret_?access_?key': 'secret', 'session_?token': 'session' };

/** Returns whether this browser can sign here: only over HTTPS or on localhost. */
export const canSign = Boolean(globalThis.crypto?.subtle);

/** Reads credentials in the forms of AWS's portal, its configuration files and `aws configure export-credentials`. */
export function readCredentials(text) {
  const found = {};
  for (const [name, field] of Object.entries(FIELDS)) {
    found[field] = text.match(new RegExp(`${name}["']?\\s*[=:]\\s*["']?([A-Za-z0-9+/=_-]+)`, 'i'))?.[1];
  }
  return found.id && found.secret ? found : null;
}

/** Returns a token for the principal with these credentials. */
export async function login({ id, secret, session }) {
  const { host, region, service } = await api.whereToSign();
  const query = `registry=${encodeURIComponent(registryHost.toLowerCase())}`;
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const day = time.slice(0, 8);
  const headers = { host, 'x-amz-date': time, ...(session ? { 'x-amz-security-token': session } : {}) };
  const names = Object.keys(headers).sort();
  const canonical = ['POST', PATH, query, ...names.map((name) => `${name}:${headers[name]}`), '', names.join(';'), EMPTY].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', time, scope, hex(await crypto.subtle.digest('SHA-256', utf8(canonical)))].join('\n');
  let key = utf8(`AWS4${secret}`);
  for (const part of [day, region, service, 'aws4_request', toSign]) {
    key = await hmac(key, part);
  }
  const { host: own, ...sent } = headers;
  const made = await api.signedLogin(`${PATH}?${query}`, {
    ...sent,
    Authorization: `AWS4-HMAC-SHA256 Credential=${id}/${scope}, SignedHeaders=${names.join(';')}, Signature=${hex(key)}`,
  });
  return made.token;
}

async function hmac(key, text) {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return crypto.subtle.sign('HMAC', imported, utf8(text));
}

function utf8(text) {
  return new TextEncoder().encode(text);
}

function hex(buffer) {
  return [...new Uint8Array(buffer)].map((it) => it.toString(16).padStart(2, '0')).join('');
}
