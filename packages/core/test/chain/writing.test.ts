import { ChainError, type ChainOptions } from '../../src/index.ts';
import { chainOf, entry, holdings, identity, textsIn } from './chain-of.ts';

const first = entry('one');
const second = entry('two', first._rev);

test('every driver gets every change', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first]);
  expect(await holdings(a, b, c)).toEqual([['one'], ['one'], ['one']]);
  await chain.update(identity, (list) => [...(list ?? []), second]);
  expect(await holdings(a, b, c)).toEqual(Array(3).fill(['one', 'two']));
  await chain.write(identity, [first]);
  expect(await holdings(a, b, c)).toEqual(Array(3).fill(['one']));
  await chain.update(identity, () => null);
  expect(await holdings(a, b, c)).toEqual([[], [], []]);
  expect(await chain.read(identity)).toBeNull();
});

test('all drivers are written at once: a slow one does not hold up the next', async () => {
  const { chain, a, b, c } = chainOf();
  a.fault = 'hang';
  const appending = chain.append(identity, [first]);
  // Once the call returned, without waiting for any answer, each was asked.
  expect([a.calls, b.calls, c.calls]).toEqual([['append'], ['append'], ['append']]);
  await appending;
});

test.each<[NonNullable<ChainOptions['minWrites']>, number]>([
  [1, 2],
  [2, 1],
  [3, 0],
  ['majority', 1],
  ['all', 0],
])('with minWrites %p a change is acknowledged as long as at most %i drivers fail', async (minWrites, mayFail) => {
  for (const failing of [0, 1, 2, 3]) {
    for (const operation of ['append', 'write', 'update'] as const) {
      const { chain, a, b, c } = chainOf({ minWrites });
      await chain.append(identity, [first]);
      for (const driver of [c, b, a].slice(0, failing)) driver.failNext(operation, 'refuse');
      const change =
        operation === 'update'
          ? chain.update(identity, (list) => [...(list ?? []), second])
          : chain[operation](identity, [second]);
      const error: unknown = await change.then(
        () => null,
        (rejection: unknown) => rejection,
      );
      if (failing <= mayFail) expect(error).toBeNull();
      else expect(error).toBeInstanceOf(ChainError);
      if (error) expect((error as ChainError).causes).toHaveLength(failing);
    }
  }
});

test('a change that too few drivers took may be there all the same', async () => {
  const { chain, a, b } = chainOf({ minWrites: 'majority' });
  a.fault = 'refuse';
  b.fault = 'refuse';
  const error: unknown = await chain.append(identity, [first]).catch((rejection: unknown) => rejection);
  expect(String(error)).toContain('save()');
  a.fault = null;
  b.fault = null;
  expect(textsIn(await chain.read(identity))).toEqual(['one']);
});

test('a driver that hangs costs its deadline, not more', async () => {
  const { chain, b } = chainOf({ timeoutMs: 30 });
  b.fault = 'hang';
  const start = performance.now();
  await chain.append(identity, [first]);
  const error: unknown = await chainOf({ timeoutMs: 30, minWrites: 'all' }).chain.read(identity);
  expect(error).toBeNull();
  expect(performance.now() - start).toBeLessThan(5_000);
});

test('what a driver missed is told, and its list is not trusted alone afterwards', async () => {
  const { chain, a, b, c, events } = chainOf();
  await chain.append(identity, [first]);
  a.failNext('append', 'refuse');
  await chain.append(identity, [second]);
  expect(events).toEqual([{ name: 'degraded', driver: 'a' }]);
  expect(await holdings(a, b, c)).toEqual([['one'], ['one', 'two'], ['one', 'two']]);
  expect(textsIn(await chain.read(identity))).toEqual(['one', 'two']);
  expect(await chain.readLast(identity, 1)).toEqual([second]);
});

test('where every driver missed something, what they have together is the answer', async () => {
  const { chain, a, b, c } = chainOf();
  for (const [at, driver] of [a, b, c].entries()) {
    driver.failNext('append', 'refuse');
    await chain.append(identity, [entry(`without ${'abc'[at]}`)]);
  }
  expect(textsIn(await chain.read(identity))).toEqual(['without a', 'without b', 'without c']);
});

test('a driver that took a whole list has again what it had missed', async () => {
  const { chain, a, events } = chainOf();
  a.failNext('append', 'refuse');
  await chain.append(identity, [first]);
  await chain.write(identity, [first, second]);
  expect(events).toEqual([
    { name: 'degraded', driver: 'a' },
    { name: 'repaired', driver: 'a' },
  ]);
  expect(textsIn(await chain.read(identity))).toEqual(['one', 'two']);
});

test('no driver is written before the caller asks, and none is asked for nothing', async () => {
  const { a, b, c } = chainOf();
  expect([a.calls, b.calls, c.calls]).toEqual([[], [], []]);
});
