// Passes the registry's host to the functions, which do not know the distribution's but need it for logins. Responds to clients
// without a login, and refuses requests that the gateway would refuse with an error that no registry client reads.
const BODY_MAX = 4194304;
const HEADERS_MAX = 9728;

function handler(event) {
  const request = event.request;
  const headers = request.headers;
  headers['x-forwarded-host'] = { value: registry(event).host };
  headers['x-slipway-viewer'] = { value: event.viewer.ip };
  if (/^\/v2(\/|$)/.test(request.uri) && isAnonymous(request)) {
    return challenge(request, registry(event));
  }
  if (isPage(request)) {
    return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: '/console/' }, 'cache-control': { value: 'no-store' } } };
  }
  const length = headers['content-length'] ? Number(headers['content-length'].value) : 0;
  if (length > BODY_MAX) {
    const larger = /\/packages\/raw$/.test(request.uri) ? ": POST to /api/spaces/<space>/package-uploads for a URL that accepts more, or use 'slipway push'" : '';
    return error(413, 'SIZE_INVALID', 'a request body must have at most ' + BODY_MAX + ' bytes here' + larger);
  }
  if (size(request) > HEADERS_MAX) {
    return error(431, 'UNSUPPORTED', 'the headers and the URL must have at most ' + HEADERS_MAX + ' bytes');
  }
  return request;
}

// Browsers at the registry's URL get the console.
function isPage(request) {
  const accept = request.headers.accept ? request.headers.accept.value : '';
  return request.uri === '/console' || (request.uri === '/' && accept.indexOf('text/html') >= 0);
}

function size(request) {
  const parts = [request.method, request.uri];
  Object.keys(request.headers).forEach((name) => parts.push(name + ': ' + request.headers[name].value + '  '));
  Object.keys(request.querystring).forEach((name) => parts.push(name + '=' + request.querystring[name].value + '&'));
  return parts.join(' ').length;
}
