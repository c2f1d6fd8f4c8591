import { SessionIdentity } from '@agentstore/core';
import { FileDriver } from '../src/index.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { WriterProcess } from './writer-process.ts';

const directory = temporaryDirectory();
const driver = new FileDriver({ directory });
afterAll(() => driver.close());

async function numbersOf(identity: SessionIdentity, writer: string): Promise<number[]> {
  const items = (await driver.read(identity)) ?? [];
  return items.filter((item) => item.writer === writer).map(({ number }) => Number(number));
}

const upTo = (count: number) => Array.from({ length: count }, (_, number) => number);

test('two processes that append 400 items each to one list lose none and keep each writer’s order', async () => {
  const identity = new SessionIdentity({ agentName: 'two', userId: 'u' });
  const writers = ['a', 'b'].map((writer) => {
    return new WriterProcess({ directory, identity, way: 'append', writer, count: 400 });
  });
  await Promise.all(writers.map(({ ended }) => ended));

  expect(await numbersOf(identity, 'a')).toEqual(upTo(400));
  expect(await numbersOf(identity, 'b')).toEqual(upTo(400));
}, 60_000);

test('a process that rewrites the list all the time loses nothing of what others append', async () => {
  const identity = new SessionIdentity({ agentName: 'three', userId: 'u' });
  const appending = new WriterProcess({ directory, identity, way: 'append', writer: 'a', count: 200 });
  let updates = 0;
  let isDone = false;
  const rewriting = (async () => {
    while (!isDone) {
      await driver.update(identity, (items) => [...(items ?? [])]);
      await driver.append(identity, [{ writer: 'b', number: updates++ }]);
    }
  })();
  await appending.ended;
  isDone = true;
  await rewriting;

  expect(await numbersOf(identity, 'a')).toEqual(upTo(200));
  expect(await numbersOf(identity, 'b')).toEqual(upTo(updates));
}, 60_000);
