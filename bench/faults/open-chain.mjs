import { setTimeout as delay } from 'node:timers/promises';
import { ChatHistoryStorage } from '@agentstore/core';
import { DriverChain } from '@agentstore/core/chain';
import '@agentstore/dynamo';
import '@agentstore/file';
import '@agentstore/mongo';
import '@agentstore/redis';
import '@agentstore/s3';
import { redisOf } from './redis-of-sentinels.mjs';

/** In milliseconds. */
const [warmUpDeadline, warmUpPause] = [30_000, 50];
const warmUps = 3;

/**
 * The chain of a config, as each process makes its own. Its clients are loaded and connected, which takes longer than a
 * timeout where three processes do it at once: that is no part of what a fault costs.
 */
export async function openChain({ drivers, ...options }) {
  // Whoever started this process is gone, or has what it wanted.
  process.once('disconnect', () => process.exit());
  const chain = new DriverChain({ ...options, drivers: drivers.map(linkOf) });
  const deadline = performance.now() + warmUpDeadline;
  for (let done = 0; done < warmUps; ) {
    try {
      await talk(chain, `warm-up-${process.pid}-${performance.now()}`);
      if (chain.status().every(({ state }) => state === 'up')) done += 1;
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await delay(warmUpPause);
  }
  return chain;
}

async function talk(chain, chatName) {
  const session = { agentName: 'faults', chatName };
  await new ChatHistoryStorage(session, chain).add({ role: 'user', content: 'Hello' });
  await new ChatHistoryStorage(session, chain).get();
}

function linkOf({ sentinels, id, timeoutMs, ...spec }) {
  if (!sentinels) return { ...spec, id, timeoutMs };
  return { driver: redisOf({ sentinels, name: spec.name, timeoutMs }).driver, id, timeoutMs };
}
