import cf from 'cloudfront';
import crypto from 'crypto';

// Chooses the lane of an upload's body by its length, and challenges anonymous callers.
const STREAM = '${StreamLane}' === 'on';
const INLINE_MAX = 4194304;
const PUT_MAX = 5368709120;
const PATH = /^\/v2\/([a-z0-9._\/-]{1,255})\/blobs\/uploads\/([0-9a-f-]{32,36})$/;
const TICKET = /^v2\.(\d{1,18})\.(\d{1,12})\.(\d{1,12})\.(sha256|sha512)\.([A-Za-z0-9_-]{43})$/;
const LANDED = /^\/direct\/([^\/]+)\/(.+)\/sha256\/([0-9a-f]{64})\/[\d.]+$/;
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

async function handler(event) {
  if (event.context.eventType === 'viewer-response') {
    return landed(event.request, event.response);
  }
  const request = event.request;
  const headers = request.headers;
  headers['x-forwarded-host'] = { value: registry(event).host };
  headers['x-slipway-viewer'] = { value: event.viewer.ip };
  if (isAnonymous(request)) {
    return challenge(request, registry(event));
  }
  const known = headers['content-length'] && /^\d{1,15}$/.test(headers['content-length'].value) && !headers['transfer-encoding'];
  const length = known ? Number(headers['content-length'].value) : -1;
  // HTTP/2 has no header for the presence of a body; a PATCH always has one.
  const hasBody = length > 0 || headers['transfer-encoding'] || (!known && request.method === 'PATCH');
  if (!hasBody || (known && length <= INLINE_MAX) || ['POST', 'PUT', 'PATCH'].indexOf(request.method) < 0) {
    return request;
  }
  if (request.method === 'POST') {
    return error(413, 'SIZE_INVALID', 'a POST carries at most 4 MiB: open an upload, and PUT the blob to its Location');
  }
  const path = PATH.exec(request.uri);
  if (!path) {
    return foreign();
  }
  const name = path[1].indexOf('/') < 0 ? 'default/' + path[1] : path[1];
  const store = cf.kvs();
  const ticket = TICKET.exec(parameter(request, '_state'));
  const signed = ticket && ['v2', name, path[2]].concat(ticket.slice(1, 5)).join('\n');
  if (!ticket || !(await isValid(store, signed, ticket[5]))) {
    return foreign();
  }
  if (Number(ticket[2]) * 1000 <= Date.now()) {
    return expired();
  }
  const digest = parameter(request, 'digest');
  if (request.method === 'PUT' && !/^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(digest)) {
    return error(400, 'DIGEST_INVALID', 'the digest is missing or malformed');
  }
  const range = headers['content-range'] ? headers['content-range'].value : '0-';
  const whole = ticket[1] === '0' && /^(bytes )?0-/.test(range);
  const fits = request.method === 'PUT' && known && length <= PUT_MAX && whole && digest.indexOf('sha256:') === 0;
  // S3 does not check the bearer token; the ticket has its expiry.
  if (fits && Number(ticket[3]) * 1000 > Date.now()) {
    return direct(request, name, path[2], digest.substring(7));
  }
  if (STREAM) {
    cf.selectRequestOriginById('stream');
    return request;
  }
  if (fits) {
    return expired();
  }
  return error(413, 'UNSUPPORTED', 'this registry accepts bodies of more than 4 MiB only as one PUT of known length with a '
    + 'sha256 digest: push with "slipway image push", with a client that sends PUT (Docker with the containerd image store, '
    + 'containerd, BuildKit, ORAS, Helm, regctl), or have the stream lane switched on');
}

function foreign() {
  return error(400, 'BLOB_UPLOAD_INVALID', 'the URL of the upload was not issued by this registry');
}

function expired() {
  return error(404, 'BLOB_UPLOAD_UNKNOWN', 'the URL of the upload has expired; begin the upload again');
}

// To S3, which compares the body with the checksum and with the hash that CloudFront signs. Only the body and its length are the client's.
function direct(request, name, session, hex) {
  const headers = request.headers;
  Object.keys(headers).forEach((header) => {
    if (['host', 'content-length', 'expect', 'via'].indexOf(header) < 0) {
      delete headers[header];
    }
  });
  headers['content-type'] = { value: 'application/octet-stream' };
  headers['x-amz-checksum-sha256'] = { value: base64(hex) };
  headers['x-amz-content-sha256'] = { value: hex };
  headers['x-amz-meta-upload'] = { value: session };
  // A key for each day and each space of a name: the session's id holds both.
  const space = parseInt(session.slice(15, 18), 16);
  request.uri = '/direct/' + name + '/sha256/' + hex + '/' + Math.floor(parseInt(session.slice(-12), 16) / 864e5)
    + (space ? '.' + space : '');
  request.querystring = {};
  request.cookies = {};
  cf.selectRequestOriginById('uploads');
  return request;
}

// Only S3 responds to a PUT with 200; clients expect 201.
function landed(request, response) {
  if (request.method !== 'PUT' || Number(response.statusCode) !== 200) {
    return response;
  }
  const key = LANDED.exec(request.uri);
  const path = PATH.exec(request.uri);
  const name = key ? (key[1] === 'default' && key[2].indexOf('/') < 0 ? key[2] : key[1] + '/' + key[2]) : path ? path[1] : '';
  const digest = key ? 'sha256:' + key[3] : parameter(request, 'digest');
  Object.keys(response.headers).forEach((header) => {
    if (header.indexOf('x-amz-') === 0 || header === 'etag' || header === 'server') {
      delete response.headers[header];
    }
  });
  response.statusCode = 201;
  response.statusDescription = 'Created';
  response.headers['location'] = { value: '/v2/' + name + '/blobs/' + digest };
  response.headers['docker-content-digest'] = { value: digest };
  return response;
}

// During a rotation, the previous key is valid too.
async function isValid(store, signed, signature) {
  if (same(mac(await store.get('ticket-key'), signed), signature)) {
    return true;
  }
  const before = await get(store, 'ticket-key-before');
  return before !== '' && same(mac(before, signed), signature);
}

function mac(key, text) {
  return crypto.createHmac('sha256', key).update(text).digest('base64url');
}

function same(a, b) {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length && i < b.length; i++) {
    difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  }
  return difference === 0;
}

function base64(hex) {
  let bits = '';
  for (let i = 0; i < hex.length; i++) {
    bits += (parseInt(hex[i], 16) + 16).toString(2).substring(1);
  }
  let text = '';
  for (let i = 0; i < bits.length; i += 6) {
    text += BASE64[parseInt((bits.substring(i, i + 6) + '00000').substring(0, 6), 2)];
  }
  return text + '==='.substring(0, (4 - (text.length % 4)) % 4);
}

async function get(store, key) {
  try {
    return await store.get(key);
  } catch (e) {
    return '';
  }
}
