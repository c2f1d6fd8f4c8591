import type { Entry } from '../../src/journal/entry.ts';
import { chainOf, entry, fakeClock, holdings, identity, process, recovered, textsIn } from './chain-of.ts';

/** What they hold together is what each holds. */
const whole = { state: 'complete', missing: 0, surplus: 0, cause: null };

const first = entry('one');
const second = entry('two', first._rev);
const third = entry('three', second._rev);

function looks(calls: readonly string[]): number {
  return calls.filter((call) => call === 'readLast').length;
}

/** So many entries, each after the one before. */
function conversation(length: number): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at < length; at++) entries.push(entry(`${at}`, entries.at(-1)?._rev ?? null));
  return entries;
}

afterEach(() => {
  jest.useRealTimers();
});

test('drivers are compared before the first read of a list, and not before the next ones', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first]);
  for (let at = 0; at < 3; at++) await chain.read(identity);
  expect([a, b, c].map(({ calls }) => looks(calls))).toEqual([1, 1, 1]);
  await chain.read(identity.withScope('another'));
  expect([a, b, c].map(({ calls }) => looks(calls))).toEqual([2, 2, 2]);
});

test('drivers are compared before the first update of a list', async () => {
  const { chain, a, b, c } = chainOf();
  await a.write(identity, [first]);
  for (const driver of [b, c]) await driver.write(identity, [first, second]);
  const given: unknown[] = [];
  await chain.update(identity, (list) => {
    given.push(textsIn(list));
    return [...(list ?? []), third];
  });
  expect(given).toEqual([['one', 'two']]);
  expect(await holdings(a, b, c)).toEqual(Array(3).fill(['one', 'two', 'three']));
});

test('after a minute they are compared again', async () => {
  fakeClock();
  const { chain, a, b } = chainOf();
  await chain.append(identity, [first]);
  await chain.read(identity);
  // Another process stores something that a, and this process, do not hear of.
  await b.append(identity, [second]);
  await jest.advanceTimersByTimeAsync(59_000);
  expect(textsIn(await chain.read(identity))).toEqual(['one']);
  await jest.advanceTimersByTimeAsync(2_000);
  expect(textsIn(await chain.read(identity))).toEqual(['one', 'two']);
  expect(looks(a.calls)).toBe(2);
  expect(await holdings(a)).toEqual([['one', 'two']]);
});

test('after a driver came back they are compared again', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first]);
  await chain.append(identity, [second]);
  await chain.read(identity);
  a.fault = 'hang';
  await chain.read(identity);
  a.fault = null;
  // It restarts from an older snapshot.
  await a.write(identity, [first]);
  await recovered(chain);
  for (const driver of [a, b, c]) driver.calls.length = 0;
  expect(textsIn(await chain.read(identity))).toEqual(['one', 'two']);
  expect([a, b, c].map(({ calls }) => looks(calls))).toEqual([1, 1, 1]);
  expect(await holdings(a)).toEqual([['one', 'two']]);
});

test.each(['a', 'b', 'c'] as const)(
  'what a replica lacks that lagged, or came from a snapshot, is found by the next process and repaired (%s)',
  async (stale) => {
    const { chain, ...drivers } = chainOf();
    const { a, b, c } = drivers;
    const entries = conversation(40);
    await chain.append(identity, entries);
    await drivers[stale].write(identity, entries.slice(0, 36));
    const other = process(a, b, c);
    expect(textsIn(await other.chain.read(identity))).toHaveLength(40);
    expect(await holdings(a, b, c)).toEqual(Array(3).fill(entries.map((_, at) => `${at}`)));
    expect(other.events).toEqual([]);
  },
);

test('what a process stored in one driver before it died is read, and given to the others', async () => {
  const { a, b, c } = chainOf();
  for (const driver of [a, b, c]) await driver.append(identity, [first]);
  await c.append(identity, [second]);
  const { chain } = process(a, b, c);
  expect(textsIn(await chain.readLast(identity, 1))).toEqual(['two']);
  expect(await holdings(a, b, c)).toEqual(Array(3).fill(['one', 'two']));
});

test('a list that lacks what this process stored is not believed', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first]);
  await chain.read(identity);
  await chain.append(identity, [second]);
  // Nobody is told: a is given an older snapshot.
  await a.write(identity, [first]);
  expect(textsIn(await chain.readLast(identity, 1))).toEqual(['two']);
  await a.write(identity, [first]);
  expect(textsIn(await chain.read(identity))).toEqual(['one', 'two']);
  await a.write(identity, [first]);
  await chain.update(identity, (list) => [...(list ?? []), third]);
  expect(await holdings(a, b, c)).toEqual(Array(3).fill(['one', 'two', 'three']));
});

test('a list that lacks what this process read is not believed', async () => {
  const { chain, a, b, c } = chainOf();
  for (const driver of [a, b, c]) await driver.write(identity, [first, second]);
  await chain.read(identity);
  await a.remove(identity);
  expect(textsIn(await chain.read(identity))).toEqual(['one', 'two']);
});

test('a list that lacks what this process read is not believed, also where something older came last', async () => {
  const { chain, a, b, c } = chainOf();
  for (const driver of [a, b, c]) await driver.write(identity, [first, third, second]);
  expect(textsIn(await chain.read(identity))).toEqual(['one', 'two', 'three']);
  await a.write(identity, [first, second]);
  expect(textsIn(await chain.read(identity))).toEqual(['one', 'two', 'three']);
});

test('what differs deeper in the list is found by verify, and mended by repair', async () => {
  const { chain, a, b, c, events } = chainOf();
  const entries = conversation(80);
  // No entry is after this one: nothing in the others tells of it.
  const parallel = entry('parallel');
  await a.write(identity, entries);
  for (const driver of [b, c]) await driver.write(identity, entries.toSpliced(10, 0, parallel));

  const other = process(a, b, c);
  expect(textsIn(await other.chain.read(identity))).not.toContain('parallel');
  const lacking = { driver: 'a', state: 'complete', missing: 1, surplus: 0, cause: null };
  expect(await chain.verify(identity)).toEqual({
    identity,
    agree: false,
    drivers: [lacking, { driver: 'b', ...whole }, { driver: 'c', ...whole }],
  });
  expect(await holdings(a)).not.toEqual(await holdings(b));
  const repaired = await chain.repair(identity);
  expect(repaired).toMatchObject({ agree: true, drivers: ['a', 'b', 'c'].map((driver) => ({ driver, ...whole })) });
  expect(await holdings(a)).toEqual(await holdings(b));
  expect(events).toEqual([]);
});

test('verify tells who has nothing, who knows that something is missing, and who could not be asked', async () => {
  const { chain, a, b, c } = chainOf();
  await b.write(identity, [second]);
  await c.write(identity, [first, second]);
  expect((await chain.verify(identity)).drivers).toEqual([
    { driver: 'a', state: 'absent', missing: 2, surplus: 0, cause: null },
    { driver: 'b', state: 'incomplete', missing: 1, surplus: 0, cause: null },
    { driver: 'c', ...whole },
  ]);
  b.fault = 'refuse';
  const { agree, drivers } = await chain.verify(identity);
  expect(agree).toBe(false);
  const cause = expect.objectContaining({ driver: 'b', code: 'failed', operation: 'read' });
  expect(drivers[1]).toEqual({ driver: 'b', state: 'unreachable', missing: 0, surplus: 0, cause });
  b.fault = null;
  expect(await holdings(a, b, c)).toEqual([null, ['two'], ['one', 'two']]);
});

test('many lists are verified and repaired one after another, and each tells how far it is', async () => {
  const { chain, a, b, c } = chainOf();
  const sessions = ['s1', 's2', 's3'].map((scope) => identity.withScope(scope));
  for (const session of sessions) await chain.append(session, [first]);
  for (const session of sessions.slice(1)) await b.remove(session);

  const found: boolean[] = [];
  for await (const { agree, done, total } of chain.verifyAll({ userId: 'u1' })) {
    found.push(agree);
    expect([done, total]).toEqual([found.length, 3]);
  }
  expect(found.toSorted()).toEqual([false, false, true]);
  for await (const { agree, identity: repaired } of chain.repairAll({ scope: 's2' })) {
    expect([agree, repaired.scope]).toEqual([true, 's2']);
  }
  const all: boolean[] = [];
  for await (const { agree } of chain.repairAll()) all.push(agree);
  expect(all).toEqual([true, true, true]);
  for (const session of sessions) {
    expect(await Promise.all([a, b, c].map(async (driver) => textsIn(await driver.read(session))))).toEqual(
      Array(3).fill(['one']),
    );
  }
  for await (const _ of chain.verifyAll({ userId: 'nobody' })) throw new Error('there is none');
});

describe('where a driver cannot be compared', () => {
  test.each([
    [1, 1, ['degraded c']],
    ['majority', 1, []],
    ['all', 1, []],
    ['majority', 2, ['degraded b', 'degraded c']],
    ['all', 2, []],
  ] as const)(
    'with minWrites %p and %i of three out of reach, a first read tells %j',
    async (minWrites, down, told) => {
      const { chain, a, b, c } = chainOf();
      await chain.append(identity, [first]);
      for (const driver of [c, b].slice(0, down)) driver.fault = 'refuse';
      const other = process(a, b, c, { minWrites });
      expect(textsIn(await other.chain.read(identity))).toEqual(['one']);
      expect(other.events.map(({ name, driver }) => `${name} ${driver}`)).toEqual(told);
    },
  );

  test.each([
    [1, ['degraded c']],
    ['majority', []],
    ['all', []],
  ] as const)("reads 'merged' tell so with minWrites %p: %j", async (minWrites, told) => {
    const { chain, a, b, c } = chainOf();
    await chain.append(identity, [first]);
    c.fault = 'refuse';
    const other = process(a, b, c, { minWrites, reads: 'merged' });
    expect(textsIn(await other.chain.read(identity))).toEqual(['one']);
    expect(other.events.map(({ name, driver }) => `${name} ${driver}`)).toEqual(told);
  });

  test('a read after a comparison is not marked again until the next one is due', async () => {
    const { chain, c, events } = chainOf();
    await chain.append(identity, [first]);
    await chain.read(identity);
    c.fault = 'refuse';
    await chain.read(identity);
    expect(events).toEqual([]);
  });
});
