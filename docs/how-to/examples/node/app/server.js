const { createServer } = require('node:http');
const { port, greeting } = require('./config/default.json');

createServer((request, response) => response.end(greeting + '\n')).listen(port);
