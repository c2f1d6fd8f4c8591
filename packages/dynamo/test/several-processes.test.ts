import { startProxy } from '@agentstore/test-servers';
import { freshIdentity } from './fresh-identity.ts';
import { describeDynamo } from './needs-dynamo.ts';
import { ObservedTable } from './observed-table.ts';
import { WriterProcess } from './writer-process.ts';

const writers = ['a', 'b', 'c', 'd'];

function numbersUpTo(count: number): number[] {
  return Array.from({ length: count }, (_, number) => number);
}

describeDynamo('several processes', () => {
  const dynamo = new ObservedTable();

  test('four that append 200 items each to one list lose none, double none, and keep each one’s order', async () => {
    const identity = freshIdentity();
    const processes = writers.map(
      (writer) => new WriterProcess({ dynamo, identity, way: 'append', writer, count: 200 }),
    );
    await Promise.all(processes.map(({ ended }) => ended));

    const items = (await dynamo.open({ timeoutMs: 30_000 }).read(identity)) ?? [];
    expect(items).toHaveLength(800);
    for (const writer of writers) {
      expect(items.filter((item) => item.writer === writer).map(({ number }) => number)).toEqual(numbersUpTo(200));
    }
  }, 120_000);

  test('one that rewrites the list all the time loses nothing of what two others append', async () => {
    const identity = freshIdentity();
    const driver = dynamo.open({ timeoutMs: 30_000 });
    let updates = 0;
    let isDone = false;
    const processes = ['a', 'b'].map(
      (writer) => new WriterProcess({ dynamo, identity, way: 'append', writer, count: 100 }),
    );
    const writing = Promise.all(processes.map(({ ended }) => ended)).finally(() => {
      isDone = true;
    });
    while (!isDone) {
      await driver.update(identity, (items) => [...(items ?? [])]);
      await driver.append(identity, [{ writer: 'mine', number: updates++ }]);
    }
    await writing;

    const items = (await driver.read(identity)) ?? [];
    const numbersOf = (writer: string) => items.filter((item) => item.writer === writer).map(({ number }) => number);
    expect(numbersOf('a')).toEqual(numbersUpTo(100));
    expect(numbersOf('b')).toEqual(numbersUpTo(100));
    expect(numbersOf('mine')).toEqual(numbersUpTo(updates));
  }, 120_000);

  test('lose and double nothing where every third reply is lost', async () => {
    const identity = freshIdentity();
    const proxy = await startProxy(dynamo.server.port);
    proxy.resetAtEveryReply(3);
    const processes = ['a', 'b'].map(
      (writer) => new WriterProcess({ dynamo, identity, way: 'append', writer, count: 60, port: proxy.port }),
    );
    await Promise.all(processes.map(({ ended }) => ended));
    await proxy.stop();

    const items = (await dynamo.open({ timeoutMs: 30_000 }).read(identity)) ?? [];
    expect(items).toHaveLength(120);
    for (const writer of ['a', 'b']) {
      expect(items.filter((item) => item.writer === writer).map(({ number }) => number)).toEqual(numbersUpTo(60));
    }
  }, 120_000);
});
