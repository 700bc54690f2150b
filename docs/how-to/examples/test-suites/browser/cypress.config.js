const { defineConfig } = require('cypress');
const environment = require('./cypress.env.json');

module.exports = defineConfig({ e2e: { baseUrl: environment.baseUrl, supportFile: false } });
