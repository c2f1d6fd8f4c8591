import { setTimeout as delay } from 'node:timers/promises';
import type { DriverChain } from '@agentstore/core/chain';

/** What is done to the drivers, one after another. */
export interface Fault {
  /** What is done, for people. */
  readonly words: string;
  readonly do: () => Promise<void> | void;
  /** In milliseconds: how long it stays so. Null: until all drivers are up again. */
  readonly forMs: number | null;
}

/** In milliseconds: how long a conversation goes on in health before the first fault and after each recovery. */
const calmMs = 2_000;
/** In milliseconds. A driver that is back is found within five seconds. */
const patienceMs = 10_000;

export async function runScript(
  script: readonly Fault[],
  chain: DriverChain,
  say: (line: string) => void,
): Promise<void> {
  await delay(calmMs);
  for (const { words, do: work, forMs } of script) {
    say(words);
    await work();
    if (forMs !== null) await delay(forMs);
    else {
      await untilUp(chain);
      await delay(calmMs);
    }
  }
}

async function untilUp(chain: DriverChain): Promise<void> {
  const deadline = performance.now() + patienceMs;
  // What was done may not have been noticed yet.
  await delay(300);
  while (chain.status().some(({ state }) => state !== 'up')) {
    if (performance.now() > deadline) throw new Error(`not all drivers were up within ${patienceMs / 1_000} s`);
    await delay(20);
  }
}
