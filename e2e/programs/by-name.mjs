// Stores one more message by a driver that the config names, and prints all: `by-name.mjs <config> <chat>`.
import { createStore } from '@agentstore/core';

const [config, chatName] = process.argv.slice(2);
const store = createStore({ defaultStorage: JSON.parse(config) });
const history = store.history({ agentName: 'support', chatName });
await history.add({ role: 'user', content: 'Hello' });
console.log(JSON.stringify(await history.get()));
await store.close();
