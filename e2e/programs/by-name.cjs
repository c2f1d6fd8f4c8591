// The same as by-name.mjs, in CommonJS.
const { createStore } = require('@agentstore/core');

const [config, chatName] = process.argv.slice(2);

async function main() {
  const store = createStore({ defaultStorage: JSON.parse(config) });
  const history = store.history({ agentName: 'support', chatName });
  await history.add({ role: 'user', content: 'Hello' });
  console.log(JSON.stringify(await history.get()));
  await store.close();
}
main();
