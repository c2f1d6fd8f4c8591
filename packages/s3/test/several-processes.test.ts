import type { SessionIdentity } from '@agentstore/core';
import { freshIdentity } from './fresh-identity.ts';
import { describeS3 } from './needs-s3.ts';
import { ObservedServer } from './observed-server.ts';
import { WriterProcess } from './writer-process.ts';

const count = 200;
const writers = ['a', 'b', 'c', 'd'];
const all = Array.from({ length: count }, (_, number) => number);

describeS3('several processes', () => {
  const s3 = new ObservedServer();

  function write(identity: SessionIdentity, writer: string): Promise<void> {
    return new WriterProcess(s3, identity, { writer, count, way: 'append' }).done();
  }

  async function numbersOf(identity: SessionIdentity, writer: string): Promise<number[]> {
    const items = (await s3.open().read(identity)) ?? [];
    return items.filter((item) => item.writer === writer).map(({ number }) => Number(number));
  }

  test('four that append 200 items each to one list lose none and double none, and keep each one’s order', async () => {
    const identity = freshIdentity();
    await Promise.all(writers.map((writer) => write(identity, writer)));

    for (const writer of writers) expect(await numbersOf(identity, writer)).toEqual(all);
    expect(await s3.open().read(identity)).toHaveLength(writers.length * count);
  });

  test('one that rewrites the list all the time loses nothing of what two others append', async () => {
    const identity = freshIdentity();
    const driver = s3.open();
    let updates = 0;
    let isDone = false;
    const writing = Promise.all([write(identity, 'a'), write(identity, 'b')]).finally(() => {
      isDone = true;
    });
    while (!isDone) {
      await driver.update(identity, (items) => [...(items ?? [])]);
      await driver.append(identity, [{ writer: 'me', number: updates++ }]);
    }
    await writing;

    for (const writer of ['a', 'b']) expect(await numbersOf(identity, writer)).toEqual(all);
    expect(await numbersOf(identity, 'me')).toEqual(Array.from({ length: updates }, (_, number) => number));
  });
});
