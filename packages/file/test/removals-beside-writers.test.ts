import { setTimeout as delay } from 'node:timers/promises';
import { SessionIdentity } from '@agentstore/core';
import { FileDriver } from '../src/index.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { WriterProcess } from './writer-process.ts';

const directory = temporaryDirectory();
const driver = new FileDriver({ directory, fsync: false });
afterAll(() => driver.close());

interface Look {
  /** When the removal before it began and ended, and when it began itself, in nanoseconds of the machine's clock. */
  readonly removal: { readonly begun: bigint; readonly ended: bigint };
  readonly begun: bigint;
  readonly found: ReadonlySet<string>;
}

test('what is written after a removal stays, and nothing from before it comes back', async () => {
  const identity = new SessionIdentity({ agentName: 'a', chatName: 'c' });
  const writers = (['append', 'append', 'rewrite'] as const).map((way, at) => {
    return { writer: `${at}`, process: new WriterProcess({ directory, identity, way, writer: `${at}`, count: 300 }) };
  });
  await Promise.all(writers.map(({ process }) => process.firstAcknowledged));

  const looks: Look[] = [];
  let isDone = false;
  const removing = (async () => {
    while (!isDone) {
      const removalBegun = process.hrtime.bigint();
      await driver.remove(identity);
      const removal = { begun: removalBegun, ended: process.hrtime.bigint() };
      // Time for the writers to begin anew, of any length.
      await delay(Math.random() * 10);
      const begun = process.hrtime.bigint();
      const items = (await driver.read(identity)) ?? [];
      looks.push({ removal, begun, found: new Set(items.map(({ writer, number }) => `${writer} ${number}`)) });
    }
  })();
  await Promise.all(writers.map(({ process }) => process.ended));
  isDone = true;
  await removing;

  const acknowledged = writers.flatMap(({ writer, process }) => {
    return process.acknowledged.map((item) => ({ ...item, name: `${writer} ${item.number}` }));
  });
  const lost = looks.flatMap(({ removal, begun, found }) => {
    return acknowledged.filter((item) => item.begun > removal.ended && item.ended < begun && !found.has(item.name));
  });
  const returned = looks.flatMap(({ removal, found }) => {
    return acknowledged.filter((item) => item.ended < removal.begun && found.has(item.name));
  });
  expect({ lost, returned }).toEqual({ lost: [], returned: [] });
  expect(looks.length).toBeGreaterThan(10);
}, 60_000);
