import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SessionIdentity } from '@agentstore/core';
import { freshIdentity } from './fresh-identity.ts';
import { describeEachMongo } from './needs-mongo.ts';
import { ObservedServer } from './observed-server.ts';

const count = 200;
const writers = ['a', 'b', 'c', 'd'];

describeEachMongo('several processes', (kind) => {
  const mongo = new ObservedServer({ kind });

  /** Resolves once a process of the built packages has appended all of its items. */
  async function write(identity: SessionIdentity, writer: string): Promise<void> {
    const program = join(__dirname, 'writer.mjs');
    const { url } = mongo.server;
    await promisify(execFile)(process.execPath, [program, url, identity.key, 'append', writer, String(count)]);
  }

  async function numbersOf(identity: SessionIdentity, writer: string): Promise<number[]> {
    const items = (await mongo.open().read(identity)) ?? [];
    return items.filter((item) => item.writer === writer).map(({ number }) => Number(number));
  }

  const all = Array.from({ length: count }, (_, number) => number);

  test('four that append 200 items each to one list lose none and double none, and keep each one’s order', async () => {
    const identity = freshIdentity();
    await Promise.all(writers.map((writer) => write(identity, writer)));

    for (const writer of writers) expect(await numbersOf(identity, writer)).toEqual(all);
  }, 60_000);

  test('one that rewrites the list all the time loses nothing of what another appends', async () => {
    const identity = freshIdentity();
    // As the processes have it: on a busy machine one request may take seconds.
    const driver = mongo.open({ timeoutMs: 30_000 });
    let updates = 0;
    let isDone = false;
    const writing = write(identity, 'a').finally(() => {
      isDone = true;
    });
    while (!isDone) {
      await driver.update(identity, (items) => [...(items ?? [])]);
      await driver.append(identity, [{ writer: 'b', number: updates++ }]);
    }
    await writing;

    expect(await numbersOf(identity, 'a')).toEqual(all);
    expect(await numbersOf(identity, 'b')).toEqual(Array.from({ length: updates }, (_, number) => number));
  }, 60_000);
});
