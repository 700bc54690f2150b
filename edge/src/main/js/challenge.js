// Shared from here on (edge/src/main/js/challenge.js): the challenge to anonymous clients, as in core.route.Challenge.
const PUBLIC_URL = '${PublicUrl}';
const DOMAIN = '${DomainName}';
const SEGMENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const NAME = new RegExp('^' + SEGMENT + '(?:/' + SEGMENT + ')*$');
const SPACE = /^[a-z0-9]+(?:-+[a-z0-9]+)*$/;
const ROUTES = [
  [['POST'], /^\/v2\/(.+)\/blobs\/uploads\/?$/, 'push'],
  [['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'], /^\/v2\/(.+)\/blobs\/uploads\/[^\/]*$/, 'push'],
  [['GET', 'HEAD'], /^\/v2\/(.+)\/((blobs|manifests|referrers)\/[^\/]*|tags\/list)$/, 'pull'],
  [['PUT'], /^\/v2\/(.+)\/manifests\/[^\/]*$/, 'push'],
  [['DELETE'], /^\/v2\/(.+)\/(blobs|manifests)\/[^\/]*$/, 'delete'],
];
const ANYTHING = { text: 'use the registry', scope: '' };

function isAnonymous(request) {
  return !(request.headers.authorization && request.headers.authorization.value);
}

// Returns the registry's own URL, never from a client's header.
function registry(event) {
  const configured = /^(https?):\/\/([^\/]+)/.exec(PUBLIC_URL);
  return configured
    ? { scheme: configured[1], host: configured[2] }
    : { scheme: 'https', host: DOMAIN || event.context.distributionDomainName };
}

function challenge(request, own) {
  const wish = wished(request);
  const answer = error(401, 'UNAUTHORIZED', 'log in to ' + wish.text);
  answer.headers['www-authenticate'] = {
    value: 'Bearer realm="' + own.scheme + '://' + own.host + '/token",service="slipway"' + (wish.scope ? ',scope="' + wish.scope + '"' : ''),
  };
  answer.headers['docker-distribution-api-version'] = { value: 'registry/2.0' };
  return answer;
}

function wished(request) {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (reads && request.uri === '/v2/_catalog') {
    return { text: 'list the repositories', scope: 'registry:catalog:*' };
  }
  const route = ROUTES.find((it) => it[0].indexOf(request.method) >= 0 && it[1].test(request.uri));
  return route ? to(route[2], route[1].exec(request.uri)[1], request) : ANYTHING;
}

// A mount also pulls from its source.
function to(action, text, request) {
  const name = familiar(text);
  if (!name) {
    return ANYTHING;
  }
  const source = request.querystring.mount ? familiar(parameter(request, 'from')) : '';
  return {
    text: action + ' ' + name,
    scope: 'repository:' + name + (action === 'pull' ? ':pull' : ':pull,' + action)
      + (source && source !== name ? ' repository:' + source + ':pull' : ''),
  };
}

// Returns the name as core.name.RepositoryName does; empty if it is invalid.
function familiar(name) {
  const slash = name.indexOf('/');
  const space = slash < 0 ? 'default' : name.substring(0, slash);
  const path = name.substring(slash + 1);
  if (space.length > 63 || space.length + 1 + path.length > 255 || !SPACE.test(space) || !NAME.test(path)) {
    return '';
  }
  return space === 'default' && path.indexOf('/') < 0 ? path : space + '/' + path;
}

function parameter(request, name) {
  const found = request.querystring[name];
  try {
    return found ? decodeURIComponent(found.value) : '';
  } catch (e) {
    return '';
  }
}

function error(status, code, message) {
  return {
    statusCode: status,
    statusDescription: code,
    headers: { 'content-type': { value: 'application/json' }, 'x-content-type-options': { value: 'nosniff' } },
    body: { encoding: 'text', data: JSON.stringify({ errors: [{ code: code, message: message }] }) },
  };
}
