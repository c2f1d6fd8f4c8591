import type { Item, SessionIdentity, StorageDriver } from '@agentstore/core';
import type { CaseDefinition } from '../case.ts';
import { expectThat } from '../expectation.ts';
import { freshIdentity } from '../fresh-identity.ts';

const [few, many] = [10, 10_000];

/** To rewrite 3 MB for each append takes some tens of milliseconds more. */
const allowedRatio = 2;
const allowedMs = 2;

/** What an append costs. */
export const appendCostCases: readonly CaseDefinition[] = [
  {
    title: 'an append takes as long after 10,000 items as after 10',
    needs: ['append'],
    deadlineMs: 120_000,
    async test(stage) {
      const driver = await stage.open({ timeoutMs: 60_000 });
      const [short, long] = [freshIdentity(), freshIdentity()];
      await driver.append(short, messages(few));
      for (let stored = 0; stored < many; stored += 500) await driver.append(long, messages(500));

      const fastest = { short: Number.POSITIVE_INFINITY, long: Number.POSITIVE_INFINITY };
      const isFlat = () => fastest.long <= fastest.short * allowedRatio + allowedMs;
      // What else a busy machine does makes appends slow, and none fast: more of them make the answer surer.
      for (let round = 0; round < 20 || (round < 50 && !isFlat()); round++) {
        fastest.short = Math.min(fastest.short, await timeOf(driver, short));
        fastest.long = Math.min(fastest.long, await timeOf(driver, long));
      }
      expectThat(
        isFlat(),
        `an append to ${few} items takes ${fastest.short.toFixed(2)} ms and one to ${many} takes ` +
          `${fastest.long.toFixed(2)} ms: it should cost what the new items cost, not what the list costs`,
      );
    },
  },
];

/** In milliseconds. */
async function timeOf(driver: StorageDriver, identity: SessionIdentity): Promise<number> {
  const start = performance.now();
  await driver.append(identity, messages(2));
  return performance.now() - start;
}

/** Of some 300 bytes, as those of a chat are. */
function messages(count: number): Item[] {
  return Array.from({ length: count }, (_, n) => ({ role: 'user', n, content: 'How much is the fish? '.repeat(12) }));
}
