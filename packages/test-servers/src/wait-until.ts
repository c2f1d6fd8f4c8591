import { setTimeout as delay } from 'node:timers/promises';

const DEADLINE_MS = 60_000;
const ASK_AGAIN_MS = 20;

/**
 * Asks until the answer is yes. Rejects after a minute, and when a question does.
 *
 * @param what is waited for, for the error: `all nodes know each other`
 */
export async function waitUntil(what: string, ask: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  while (!(await ask())) {
    if (performance.now() > deadline) throw new Error(`not within ${DEADLINE_MS / 1000} s: ${what}`);
    await delay(ASK_AGAIN_MS);
  }
}
