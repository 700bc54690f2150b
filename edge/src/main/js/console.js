// Serves the console's page at /console/. Its files are public: nothing that a browser sends beyond the path reaches the bucket.
function handler(event) {
  const request = event.request;
  if (request.uri === '/console/') {
    request.uri = '/console/index.html';
  }
  Object.keys(request.headers).forEach((header) => {
    if (header === 'authorization' || header.indexOf('x-amz-') === 0) {
      delete request.headers[header];
    }
  });
  request.querystring = {};
  request.cookies = {};
  return request;
}
