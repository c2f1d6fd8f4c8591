// One of the processes that talk in a session: a numbered message every few milliseconds, until it is told to stop.
// What was acknowledged, and when, goes to its parent.
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { ChatHistoryStorage } from '@agentstore/core';
import { monotonicMs } from './monotonic.mjs';
import { openChain } from './open-chain.mjs';

const pauseMs = 8;
/** A request of a user: then another Storage, as programs have one for each. */
const messagesOfStorage = 10;
/** In milliseconds: between attempts to save what failed. */
const saveAgainMs = 20;

const [{ name, session, config }] = await once(process, 'message');
const chain = await openChain(config);
let isOver = false;
process.on('message', (message) => {
  if (message === 'stop') isOver = true;
});
process.send('ready');
await once(process, 'message');

let history;
for (let number = 0; !isOver; number++) {
  if (number % messagesOfStorage === 0) history = new ChatHistoryStorage(session, chain);
  process.send({ sent: number });
  const begun = monotonicMs();
  await untilAcknowledged({ role: 'user', content: `${name}-${number}`, text: 'x'.repeat(240) });
  process.send({ acknowledged: number, begun, at: monotonicMs() });
  await delay(pauseMs);
}
process.send('done');
// It goes on to see to what a driver missed, until the parent has looked at all of them.
await once(process, 'message');
await chain.close();
process.disconnect();

/** As the documents say: what failed is pending, and `save()` sends it again. */
async function untilAcknowledged(message) {
  let attempt = function add() {
    return history.add(message);
  };
  for (;;) {
    const begun = monotonicMs();
    let error = null;
    try {
      await attempt();
    } catch (cause) {
      error = String(cause.message);
    }
    process.send({ call: attempt.name, tookMs: monotonicMs() - begun, begun, error });
    if (error === null) return;
    attempt = function save() {
      return history.save();
    };
    await delay(saveAgainMs);
  }
}
