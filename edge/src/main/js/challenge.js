// From here on shared (edge/src/main/js/challenge.js): the challenge to a client without a login, as core.route.Router makes it.
const PUBLIC_URL = '${PublicUrl}';
const SEGMENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const NAME = new RegExp('^' + SEGMENT + '(?:/' + SEGMENT + ')*$');
const SPACE = /^[a-z0-9]+(?:-+[a-z0-9]+)*$/;
const CONTENT = /^\/v2\/(.+)\/(blobs|manifests|tags|referrers)\/([^\/]*)$/;
const UPLOAD = /^\/v2\/(.+)\/blobs\/uploads\/([^\/]*)$/;

function isStranger(request) {
  return !(request.headers.authorization && request.headers.authorization.value);
}

function challenge(request) {
  const answer = error(401, 'UNAUTHORIZED', 'log in to the registry');
  const proto = request.headers['cloudfront-forwarded-proto'];
  const host = request.headers['x-forwarded-host'].value;
  const known = /^[A-Za-z0-9.:\[\]-]{1,255}$/.test(host) ? host : 'localhost';
  const origin = PUBLIC_URL ? /^https?:\/\/[^\/]+/.exec(PUBLIC_URL)[0] : (proto ? proto.value : 'https') + '://' + known;
  const asked = scope(request);
  answer.headers['www-authenticate'] = {
    value: 'Bearer realm="' + origin + '/token",service="slipway"' + (asked ? ',scope="' + asked + '"' : ''),
  };
  answer.headers['docker-distribution-api-version'] = { value: 'registry/2.0' };
  return answer;
}

function scope(request) {
  const method = request.method;
  const reads = method === 'GET' || method === 'HEAD';
  if (request.uri === '/v2/_catalog') {
    return reads ? 'registry:catalog:*' : '';
  }
  const upload = UPLOAD.exec(request.uri);
  if (upload) {
    const begins = method === 'POST' && upload[2] === '';
    return begins || reads || ['PUT', 'PATCH', 'DELETE'].indexOf(method) >= 0 ? of(upload[1], 'pull,push') : '';
  }
  const content = CONTENT.exec(request.uri);
  if (!content) {
    return '';
  }
  const kind = content[2];
  if (method === 'POST' && kind === 'blobs' && content[3] === 'uploads') {
    return of(content[1], 'pull,push');
  }
  if (reads && (kind !== 'tags' || content[3] === 'list')) {
    return of(content[1], 'pull');
  }
  if (method === 'DELETE' && (kind === 'blobs' || kind === 'manifests')) {
    return of(content[1], 'pull,delete');
  }
  return method === 'PUT' && kind === 'manifests' ? of(content[1], 'pull,push') : '';
}

function of(name, actions) {
  const slash = name.indexOf('/');
  const space = slash < 0 ? 'default' : name.substring(0, slash);
  const path = name.substring(slash + 1);
  if (space.length > 63 || space.length + 1 + path.length > 255 || !SPACE.test(space) || !NAME.test(path)) {
    return '';
  }
  return 'repository:' + (space === 'default' && path.indexOf('/') < 0 ? path : space + '/' + path) + ':' + actions;
}

function error(status, code, message) {
  return {
    statusCode: status,
    statusDescription: code,
    headers: { 'content-type': { value: 'application/json' } },
    body: { encoding: 'text', data: JSON.stringify({ errors: [{ code: code, message: message }] }) },
  };
}
