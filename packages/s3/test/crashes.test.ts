import { setTimeout } from 'node:timers/promises';
import type { SessionIdentity } from '@agentstore/core';
import { freshIdentity } from './fresh-identity.ts';
import { describeS3 } from './needs-s3.ts';
import { ObservedServer } from './observed-server.ts';
import { until } from './until.ts';
import { WriterProcess, type WriterWork } from './writer-process.ts';

const kills = 20;
const atOnce = 4;
/** In milliseconds: as long as a few operations take. */
const longestDelay = 40;
const endless = Number.MAX_SAFE_INTEGER;

/** So much that every rewrite makes parts. */
const long = Array.from({ length: 400 }, (_, n) => ({ n, text: 'x'.repeat(400) }));

describeS3('a writer that is killed', () => {
  const s3 = new ObservedServer();

  /** Kills a writer at a random instant of what it does over and over. Resolves with how much it knew to be stored. */
  async function killed(identity: SessionIdentity, way: WriterWork['way']): Promise<number> {
    const other = new WriterProcess(s3, identity, { writer: 'killed', count: endless, way });
    await until(() => other.acknowledged > 2);
    await setTimeout(Math.random() * longestDelay);
    await other.kill();
    return other.acknowledged;
  }

  async function expectSound(identity: SessionIdentity, acknowledged: number): Promise<void> {
    const items = (await s3.open().read(identity)) ?? [];
    const numbers = items.slice(long.length).map(({ number }) => Number(number));
    expect(items.slice(0, long.length)).toEqual(long);
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, number) => number));
    expect(numbers.length).toBeGreaterThanOrEqual(acknowledged);
  }

  test.each(['append', 'rewrite'] as const)(
    '20 times, each at a random instant of an %s, leaves what it knew to be stored, and no remains after the next write',
    async (way) => {
      for (let round = 0; round < kills / atOnce; round++) {
        await Promise.all(
          Array.from({ length: atOnce }, async () => {
            const identity = freshIdentity();
            const driver = s3.open();
            await driver.write(identity, long);
            await expectSound(identity, await killed(identity, way));
            await driver.write(identity, [{ n: 1 }]);
            expect(await driver.read(identity)).toEqual([{ n: 1 }]);
            const keys = (await s3.keys()).filter((key) => key.includes(identity.key));
            expect(keys).toEqual([`agentstore/lists/${identity.key}`]);
          }),
        );
      }
    },
    120_000,
  );
});
