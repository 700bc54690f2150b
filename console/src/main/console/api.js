// Calls the HTTP API and the registry. The token stays in the tab's session storage and is sent in headers only.

const KEY = 'slipway.token';
const bearers = new Map();

/** An error of the API, with its message. */
export class ApiError extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const session = {
  get token() {
    return sessionStorage.getItem(KEY);
  },
  login(token) {
    sessionStorage.setItem(KEY, token);
  },
  logout() {
    sessionStorage.removeItem(KEY);
    bearers.clear();
  },
};

/** The name of the registry as clients write it, without the scheme. */
export const registryHost = location.host;

async function checked(response) {
  if (response.ok) {
    return response;
  }
  let code = 'UNKNOWN';
  let message = `The server responded with status ${response.status}.`;
  try {
    const body = await response.json();
    const first = (body.errors || [])[0];
    code = first ? first.code : code;
    message = first ? first.message : body.message || message;
  } catch {
    // Without a JSON body, the error has only the status.
  }
  if (response.status === 401 && session.token) {
    session.logout();
    dispatchEvent(new Event('slipway:logout'));
  }
  throw new ApiError(response.status, code, message);
}

async function call(path, options = {}) {
  const headers = { ...options.headers };
  if (session.token) {
    headers.Authorization = `Bearer ${session.token}`;
  }
  return checked(await fetch(path, { ...options, headers, cache: 'no-store', credentials: 'omit' }));
}

function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '' && value !== null);
  return given.length ? '?' + new URLSearchParams(given) : '';
}

/** The most manifests that one request describes. */
const DESCRIBED = 50;

async function get(path, parameters = {}) {
  return (await call(path + query(parameters))).json();
}

async function send(method, path, body, headers = {}) {
  const response = await call(path, {
    method,
    headers: body === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return response.status === 204 ? null : response.json();
}

const at = (space, rest) => `/api/spaces/${encodeURIComponent(space)}/${rest}`;

/** The largest blob that the API returns, in bytes. */
export const SMALL_BLOB = 4_194_304;

const smallBlob = (space, repository, digest) => call(at(space, 'blobs/' + digest) + query({ repository }));

export const api = {
  spaces: () => get('/api/spaces').then((body) => body.spaces),
  space: (space) => get(`/api/spaces/${encodeURIComponent(space)}`),
  repositories: (space, contains, last) => get(at(space, 'repositories'), { n: 200, usage: true, contains, last }),
  repository: (space, name) => get(at(space, 'repositories/' + encodeURIComponent(name))),
  changeRepository: (space, name, change) => send('PATCH', at(space, 'repositories/' + encodeURIComponent(name)), change),
  deleteRepository: (space, name) =>
    send('DELETE', at(space, 'repositories/' + encodeURIComponent(name)) + query({ confirm: name })),
  tags: (space, repository, contains, last) => get(at(space, 'tags'), { repository, n: 1000, contains, last }),
  /** Describes manifests; returns a map by digest. */
  describe: async (space, repository, digests) => {
    const parts = Array.from({ length: Math.ceil(digests.length / DESCRIBED) }, (_, i) => digests.slice(i * DESCRIBED, (i + 1) * DESCRIBED));
    const pages = await Promise.all(parts.map((part) => get(at(space, 'manifests'), { repository, digests: part.join(',') })));
    return new Map(pages.flatMap((page) => page.manifests).map((it) => [it.digest, it]));
  },
  blobs: (space, repository, digest) => get(at(space, `manifests/${digest}/blobs`), { repository }).then((body) => body.blobs),
  blob: async (space, repository, digest) => (await smallBlob(space, repository, digest)).text(),
  blobBytes: async (space, repository, digest) => (await smallBlob(space, repository, digest)).arrayBuffer(),
  packages: (space, last) => get(at(space, 'packages'), { last }),
  versions: (space, id) => get(at(space, 'packages/' + encodeURIComponent(id))),
  packageVersion: (space, id, version) =>
    get(at(space, `packages/${encodeURIComponent(id)}/versions/${encodeURIComponent(version)}`)),
  packageFiles: (space, id, version) =>
    get(at(space, `packages/${encodeURIComponent(id)}/versions/${encodeURIComponent(version)}/files`)),
  builds: (space, filter) => get(at(space, 'builds'), filter),
  build: (space, id) => get(at(space, 'builds/' + id)),
  requestBuild: (space, request) => send('POST', at(space, 'builds'), request),
  buildReport: (space, id) => get(at(space, `builds/${id}/report`)),
  log: (space, id, after, wait) => get(at(space, `builds/${id}/log`), { after, wait }),
  deployments: (space) => get(at(space, 'deployments')),
  diff: (space, left, right) => get(at(space, `builds/${left}/diff/${right}`)),
  cancel: (space, id) => send('POST', at(space, `builds/${id}/cancel`)),
  tokens: () => get('/api/tokens').then((body) => body.tokens),
  createToken: (token) => send('POST', '/api/tokens', token),
  usage: (space) => get(at(space, 'usage')),
  usageDays: (space) => get(at(space, 'usage/days'), { days: 90 }).then((body) => body.days),
  quota: (space) => get(at(space, 'quota')),
  bin: (space, after) => get(at(space, 'bin'), { after }),
  /** Restores an entry of the bin, in parts: 202 asks for the next one. Returns the images that stay in the bin, each with the reason. */
  restore: async (space, id) => {
    const url = at(space, `bin/${encodeURIComponent(id)}/restore`);
    const left = new Map();
    let response;
    do {
      response = await call(url, { method: 'POST' });
      (await response.json()).left.forEach((it) => left.set(it.digest, it));
    } while (response.status === 202);
    return [...left.values()];
  },
  retention: (space) => get(at(space, 'retention')),
  /** Changes the rules of a space with a function; fails if someone else has changed them since they were read. */
  changeRetention: async (space, change) => {
    const response = await call(at(space, 'retention'));
    const rules = change(await response.json());
    return send('PUT', at(space, 'retention'), rules, { 'If-Match': response.headers.get('ETag') });
  },
  previewRetention: (space, after) => send('POST', at(space, 'retention/preview') + query({ show: 'going', after }), {}),
  audit: (space, last) => get(at(space, 'audit'), { last }),
  principals: () => get('/api/principals').then((body) => body.principals),
  removePrincipal: (id) => send('DELETE', '/api/principals/' + encodeURIComponent(id)),
  identities: () => get('/api/identities').then((body) => body.identities),
  removeIdentity: (id) => send('DELETE', '/api/identities/' + encodeURIComponent(id)),
  whereToSign: () => get('/api/login/aws'),
  signedLogin: async (url, headers) => (await checked(await fetch(url, { method: 'POST', headers, cache: 'no-store', credentials: 'omit' }))).json(),
  revokeToken: (id) => send('DELETE', '/api/tokens/' + encodeURIComponent(id)),
};

/** Returns a bearer token for this repository from the token service, cached for its lifetime. */
async function bearer(image, actions) {
  const scope = `repository:${image}:${actions}`;
  const kept = bearers.get(scope);
  if (kept && kept.until > Date.now()) {
    return kept.token;
  }
  const headers = { Authorization: 'Basic ' + btoa('console:' + session.token) };
  const response = await checked(
    await fetch('/token' + query({ service: 'slipway', scope }), { headers, cache: 'no-store', credentials: 'omit' }),
  );
  const body = await response.json();
  bearers.set(scope, { token: body.token, until: Date.now() + (body.expires_in - 30) * 1000 });
  return body.token;
}

async function callRegistry(image, path, actions, options = {}) {
  const headers = { ...options.headers, Authorization: `Bearer ${await bearer(image, actions)}` };
  return checked(await fetch(`/v2/${image}/${path}`, { ...options, headers, cache: 'no-store', credentials: 'omit' }));
}

const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

export const registry = {
  /** Returns the manifest as text and as JSON, with its digest and media type. */
  async manifest(image, reference) {
    const response = await callRegistry(image, 'manifests/' + reference, 'pull', { headers: { Accept: MANIFESTS } });
    const text = await response.text();
    const json = JSON.parse(text);
    return {
      text,
      json,
      digest: response.headers.get('Docker-Content-Digest'),
      mediaType: json.mediaType || response.headers.get('Content-Type'),
    };
  },
  referrers: async (image, digest) => (await (await callRegistry(image, 'referrers/' + digest, 'pull')).json()).manifests,
  deleteManifest: (image, reference) => callRegistry(image, 'manifests/' + reference, 'delete', { method: 'DELETE' }),
};
