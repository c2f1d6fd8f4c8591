// A process that reads the session again and again, each time by a new Storage. What it found goes to its parent.
import { once } from 'node:events';
import { setTimeout as delay, setImmediate as soon } from 'node:timers/promises';
import { ChatHistoryStorage } from '@agentstore/core';
import { contentsOf } from './contents.mjs';
import { monotonicMs } from './monotonic.mjs';
import { openChain } from './open-chain.mjs';

const pauseMs = 50;

const [{ session, config }] = await once(process, 'message');
const chain = await openChain(config);
let told = 0;
for (const event of ['failover', 'degraded']) {
  chain.on(event, () => {
    told += 1;
  });
}
let isOver = false;
process.on('message', (message) => {
  if (message === 'stop') isOver = true;
});
process.send('ready');
await once(process, 'message');

while (!isOver) {
  await readOnce();
  await delay(pauseMs);
}
process.send({ last: await readOnce() });
process.send('done');
await once(process, 'message');
await chain.close();
process.disconnect();

async function readOnce() {
  const [begun, toldBefore] = [monotonicMs(), told];
  let [found, error] = [null, null];
  try {
    found = (await new ChatHistoryStorage(session, chain).get()).map(({ content }) => content);
  } catch (cause) {
    error = String(cause.message);
  }
  const tookMs = monotonicMs() - begun;
  // Listeners are called after the operation.
  await soon();
  process.send({ call: 'read', tookMs, begun, error, read: found && contentsOf(found), isMarked: told > toldBefore });
  return found;
}
