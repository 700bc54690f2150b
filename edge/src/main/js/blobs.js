// Serves blobs from the bucket at presigned URLs of this distribution. S3 accepts one kind of authentication per request, and
// cannot set Docker-Content-Digest: its value is the signed parameter "x-slipway-digest". Browsers must not show or run the bytes,
// because this is the registry's own host.
function handler(event) {
  const request = event.request;
  if (event.context.eventType === 'viewer-request') {
    // S3's 403 and 404 would reveal which objects exist.
    if (!request.querystring['X-Amz-Signature']) {
      return error(403, 'DENIED', 'blobs are at /v2/<name>/blobs/<digest>, which redirects here with a signature');
    }
    Object.keys(request.headers).forEach((header) => {
      if (header === 'authorization' || header.indexOf('x-amz-') === 0) {
        delete request.headers[header];
      }
    });
    request.cookies = {};
    return request;
  }
  const response = event.response;
  const named = request.querystring['x-slipway-digest'];
  const digest = named ? named.value.replace('%3A', ':') : '';
  Object.keys(response.headers).forEach((header) => {
    if (header.indexOf('x-amz-') === 0 || header === 'server') {
      delete response.headers[header];
    }
  });
  response.headers['content-type'] = { value: 'application/octet-stream' };
  response.headers['content-disposition'] = { value: 'attachment' };
  response.headers['x-content-type-options'] = { value: 'nosniff' };
  response.headers['content-security-policy'] = { value: "default-src 'none'; frame-ancestors 'none'; sandbox" };
  if (/^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(digest)) {
    response.headers['docker-content-digest'] = { value: digest };
  }
  return response;
}

function error(status, code, message) {
  return {
    statusCode: status,
    statusDescription: code,
    headers: { 'content-type': { value: 'application/json' }, 'x-content-type-options': { value: 'nosniff' } },
    body: { encoding: 'text', data: JSON.stringify({ errors: [{ code: code, message: message }] }) },
  };
}
