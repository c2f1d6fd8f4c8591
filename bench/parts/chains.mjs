import { ChatHistoryStorage, createDriver } from '@agentstore/core';
import { storageAims } from '../aims.mjs';
import { turns } from '../data/messages.mjs';
import { interleave } from '../measure/interleave.mjs';
import { ratioOf } from '../measure/ratio.mjs';

/** A history on chains, to one on Redis alone. */
export async function measureChains(redis, file, run) {
  const one = createDriver([redis]);
  const withFile = createDriver([redis, { driver: file, background: true }]);
  const next = turns();
  const add = (driver) => {
    const history = new ChatHistoryStorage({ agentName: 'bench', chatName: crypto.randomUUID() }, driver);
    return () => history.add(...next());
  };
  run.progress('a chain of one');
  const single = await interleave({ chain: add(one), redis: add(redis) }, run.limits);
  run.progress('a chain of Redis and a background file');
  // A turn of a chat is followed by a pause, in which the queue empties.
  const paused = await interleave(
    { chain: add(withFile), redis: add(redis) },
    { ...run.limits, beforeEach: () => withFile.flush() },
  );
  const busy = await interleave({ chain: add(withFile), redis: add(redis) }, run.limits);
  await withFile.flush();
  return [
    { what: 'add on a chain of one', times: single, aim: storageAims.chainOfOne },
    { what: 'add on Redis + background file, its queue empty', times: paused, aim: storageAims.chainWithFile },
    { what: 'the same without a pause between turns', times: busy },
  ].map(({ what, times, aim }) => ({ what, to: 'add on Redis', ratio: ratioOf(times.chain, times.redis), aim }));
}
