import { setTimeout as delay } from 'node:timers/promises';
import { freshIdentity } from './fresh-identity.ts';
import { describeDynamo } from './needs-dynamo.ts';
import { ObservedTable } from './observed-table.ts';
import { WriterProcess } from './writer-process.ts';

const kills = 20;

describeDynamo('a writer that is killed', () => {
  const dynamo = new ObservedTable();

  /** Starts writers one after another on the same list, and kills each at a random instant of its work. */
  async function killWriters(way: 'append' | 'rewrite', longestMs: number) {
    const identity = freshIdentity({ chatName: way });
    const driver = dynamo.open({ timeoutMs: 30_000 });
    const acknowledged: number[] = [];
    for (let kill = 0; kill < kills; kill++) {
      const writer = new WriterProcess({ dynamo, identity, way });
      await Promise.race([writer.firstAcknowledged, writer.ended]);
      // Not a wait for readiness: the instant is what varies.
      await delay(Math.random() * longestMs);
      writer.kill();
      await writer.ended;
      acknowledged.push(...writer.acknowledged);
      // Readable after each, not only at the end, and by a driver that knew the list before.
      const numbers = ((await driver.read(identity)) ?? []).map(({ number }) => Number(number));
      expect(numbers).toEqual(numbers.map((_, place) => (numbers[0] ?? 0) + place));
      expect(numbers.at(-1)).toBeGreaterThanOrEqual(Math.max(...acknowledged));
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(kills);
    return { driver, identity, acknowledged };
  }

  test.each([
    { way: 'append' as const, longestMs: 150 },
    { way: 'rewrite' as const, longestMs: 250 },
  ])(
    'twenty times, while it does $way, loses nothing that was acknowledged, doubles nothing and leaves nothing',
    async ({ way, longestMs }) => {
      const { driver, identity, acknowledged } = await killWriters(way, longestMs);
      const stored = ((await driver.read(identity)) ?? []).map(({ number }) => Number(number));
      if (way === 'append') {
        expect(stored[0]).toBe(0);
        expect(acknowledged.filter((number) => !stored.includes(number))).toEqual([]);
      }

      await driver.update(identity, (items) => items);
      expect(await dynamo.generationsOf(identity)).toHaveLength(1);
      await driver.remove(identity);
      expect(await dynamo.recordsOf(identity)).toEqual([]);
    },
    120_000,
  );

  test('while it removes leaves a list as it was, or none, and nothing after the next removal', async () => {
    const driver = dynamo.open();
    const items = Array.from({ length: 200 }, (_, n) => ({ n, text: 'x'.repeat(1_000) }));
    for (let kill = 0; kill < 3; kill++) {
      const identity = freshIdentity();
      await driver.write(identity, items);
      // One that goes on for ever is killed in the middle; here a driver is closed there instead.
      const removing = dynamo.open();
      const removed = removing.remove(identity).catch(() => {});
      await delay(Math.random() * 30);
      await removing.close();
      await removed;
      expect([JSON.stringify(items), 'null']).toContain(JSON.stringify(await driver.read(identity)));
      await driver.remove(identity);
      expect(await dynamo.recordsOf(identity)).toEqual([]);
    }
  });
});
