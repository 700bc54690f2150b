// push.js URL TOKEN SPACE FILE...: pushes packages with Octopus's own client, and replaces those that exist.
const { Client, OverwriteMode, PackageRepository } = require('@octopusdeploy/api-client');

const [url, apiKey, space, ...files] = process.argv.slice(2);

async function main() {
  const client = await Client.create({ instanceURL: url, apiKey, userAgentApp: 'slipway-test' });
  await new PackageRepository(client, space).push(files, OverwriteMode.OverwriteExisting);
}

// The client keeps its connection open, so the process would end only when the registry closes it.
main().then(
  () => process.exit(0),
  (error) => {
    console.error(error.message);
    process.exit(1);
  });
