import { setTimeout as delay } from 'node:timers/promises';
import { SessionIdentity } from '@agentstore/core';
import { FileDriver } from '../src/index.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { WriterProcess } from './writer-process.ts';

const directory = temporaryDirectory();
const driver = new FileDriver({ directory });
afterAll(() => driver.close());

const kills = 20;

/** Starts writers one after another on the same list, and kills each at a random instant of its work. */
async function killWriters(way: 'append' | 'rewrite'): Promise<{ acknowledged: number[]; identity: SessionIdentity }> {
  const identity = new SessionIdentity({ agentName: 'crash', chatName: way });
  const acknowledged: number[] = [];
  for (let kill = 0; kill < kills; kill++) {
    const writer = new WriterProcess({ directory, identity, way });
    await Promise.race([writer.firstAcknowledged, writer.ended]);
    // Not a wait for readiness: the instant is what varies.
    await delay(Math.random() * 25);
    writer.kill();
    await writer.ended;
    acknowledged.push(...writer.acknowledged.map(({ number }) => number));
    // Readable after each crash, not only at the end.
    await expect(driver.readLast(identity, 1)).resolves.toHaveLength(1);
  }
  return { acknowledged, identity };
}

test('20 kills during appends lose nothing that was acknowledged, and double nothing', async () => {
  const { acknowledged, identity } = await killWriters('append');

  const stored = ((await driver.read(identity)) ?? []).map(({ number }) => Number(number));
  expect(stored).toEqual(Array.from(stored, (_, place) => place));
  // What was stored while its acknowledgement was lost is met by the next writer, which goes on after it.
  expect(acknowledged.filter((number) => !stored.includes(number))).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(kills);
}, 120_000);

test('20 kills during rewrites leave the list as it was before or after each', async () => {
  const { acknowledged, identity } = await killWriters('rewrite');

  const stored = ((await driver.read(identity)) ?? []).map(({ number }) => Number(number));
  expect(stored).toEqual(Array.from(stored, (_, place) => (stored[0] ?? 0) + place));
  expect(stored.at(-1)).toBeGreaterThanOrEqual(Math.max(...acknowledged));
  expect(acknowledged.length).toBeGreaterThan(kills);

  await driver.update(identity, (items) => items);
  await driver.remove(identity);
  const left: string[] = [];
  for await (const { key } of driver.list({ chatName: 'rewrite' })) left.push(key);
  expect(left).toEqual([]);
}, 120_000);
