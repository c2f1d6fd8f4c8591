import { SessionIdentity, type StorageDriver } from '@agentstore/core';
import { type Work, works } from '../work/works.ts';
import type { Reply, Request } from './messages.ts';
import { skewClock } from './skew-clock.ts';

/**
 * What the program of `startProcess` calls: does what the suite asks, with a driver on the same backend, until the suite
 * hangs up or is gone.
 */
export async function takePart(create: () => StorageDriver | Promise<StorageDriver>): Promise<void> {
  if (!process.send) throw new Error('takePart() is for a process that the suite started with fork()');
  // The suite is gone: nobody else would end this process.
  const leave = () => process.exit();
  process.on('disconnect', leave);

  const driver = await create();
  process.on('message', (request: Request) => {
    const answered = answer(driver, request).then(
      (output) => send({ id: request.id, output: output ?? null }),
      (error: Error) => send({ id: request.id, error: error?.stack ?? String(error) }),
    );
    if (request.do === 'close') answered.then(hangUp);
  });
  await send({ id: 'ready' });

  /** From here on, only what the driver left open keeps the process alive. */
  function hangUp() {
    process.off('disconnect', leave);
    process.disconnect();
  }
}

async function answer(driver: StorageDriver, request: Request): Promise<unknown> {
  if (request.do === 'close') return driver.close();
  if (request.do === 'skewClock') return skewClock(request.byMs);
  const work: Work = works[request.name];
  const progress = (acknowledged: number) => void send({ id: request.id, progress: acknowledged });
  return work(driver, SessionIdentity.fromKey(request.key), request.input as never, progress);
}

function send(reply: Reply): Promise<void> {
  // Whether it arrived shows there: a suite that is gone misses nothing.
  return new Promise((resolve) => process.send?.(reply, () => resolve()));
}
