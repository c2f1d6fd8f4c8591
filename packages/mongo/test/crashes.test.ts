import { setTimeout as delay } from 'node:timers/promises';
import type { SessionIdentity } from '@agentstore/core';
import { freshIdentity } from './fresh-identity.ts';
import { describeMongo } from './needs-mongo.ts';
import { ObservedServer } from './observed-server.ts';
import { WriterProcess } from './writer-process.ts';

const kills = 20;
const patient = { timeoutMs: 20_000 };

describeMongo('a writer that is killed', () => {
  const mongo = new ObservedServer();

  /**
   * Kills a writer at a random instant of its work, and looks whether what it acknowledged can be read. Resolves with the
   * numbers of the items that it acknowledged.
   */
  async function killWriter(identity: SessionIdentity, way: 'append' | 'rewrite', isBig: boolean): Promise<number[]> {
    const writer = new WriterProcess({ url: mongo.server.url, identity, way, isBig });
    await Promise.race([writer.firstAcknowledged, writer.ended]);
    // Not a wait for readiness: the instant is what varies.
    await delay(Math.random() * (isBig ? 250 : 40));
    writer.kill();
    await writer.ended;

    const stored = numbersIn(await mongo.open(patient).read(identity));
    expect(stored).toEqual(Array.from(stored, (_, place) => (stored[0] ?? 0) + place));
    const lost = writer.acknowledged.filter((number) => !stored.includes(number));
    if (way === 'append') expect(lost).toEqual([]);
    else expect(stored.at(-1)).toBeGreaterThanOrEqual(Math.max(...writer.acknowledged));
    return writer.acknowledged;
  }

  async function expectNoLeftovers(identity: SessionIdentity): Promise<void> {
    const driver = mongo.open(patient);
    await driver.update(identity, (items) => items);
    expect(await generationsOf(identity)).toBe(1);
    await driver.remove(identity);
    expect(await mongo.leftovers(identity)).toEqual([]);
  }

  /** Which generations anything is stored of. */
  async function generationsOf(identity: SessionIdentity): Promise<number> {
    const ids = (await mongo.leftovers(identity)).filter((id) => id.startsWith('g '));
    return new Set(ids.map((id) => id.split(' ')[2])).size;
  }

  test.each(['append', 'rewrite'] as const)(
    '20 times, by %s, in the work on one list loses nothing that was acknowledged, and leaves nothing behind',
    async (way) => {
      const identity = freshIdentity();
      const acknowledged: number[] = [];
      for (let kill = 0; kill < kills; kill++) acknowledged.push(...(await killWriter(identity, way, false)));
      expect(acknowledged.length).toBeGreaterThan(kills);
      if (way === 'append') {
        const stored = numbersIn(await mongo.open(patient).read(identity));
        expect(acknowledged.filter((number) => !stored.includes(number))).toEqual([]);
      }
      await expectNoLeftovers(identity);
    },
    60_000,
  );

  test.each(['append', 'rewrite'] as const)(
    '10 times, by %s, in the work on items in parts loses nothing that was acknowledged, and leaves nothing behind',
    async (way) => {
      for (let kill = 0; kill < kills / 2; kill++) {
        const identity = freshIdentity();
        await killWriter(identity, way, true);
        await expectNoLeftovers(identity);
      }
    },
    120_000,
  );
});

function numbersIn(items: readonly { readonly [field: string]: unknown }[] | null): number[] {
  return (items ?? []).map(({ number }) => Number(number));
}
