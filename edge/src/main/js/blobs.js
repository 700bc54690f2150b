// Blobs come from the bucket through this distribution, at presigned addresses. S3 takes one proof of who asks, and does not
// know the header in which registries say what they send: the signed parameter "x-slipway-digest" says it.
function handler(event) {
  const request = event.request;
  if (event.context.eventType === 'viewer-request') {
    delete request.headers.authorization;
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
  if (/^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(digest)) {
    response.headers['docker-content-digest'] = { value: digest };
  }
  return response;
}
