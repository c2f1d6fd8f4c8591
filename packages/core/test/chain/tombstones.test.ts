import { DriverChain } from '../../src/chain/index.ts';
import { SessionIdentity } from '../../src/index.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { Notes, note, session, textsOf } from '../storage/notes.ts';
import { chainOf, chainWith, entry, fakeClock, holdings, identity, process, recovered, textsIn } from './chain-of.ts';

const first = entry('one');
const second = entry('two', first._rev);
const minute = 60_000;

/** Under which chains of a, b and c keep what they have to remember. */
const reserved = new SessionIdentity({ agentName: '@agentstore/chain', chatName: 'a+b+c' });

afterEach(() => {
  jest.useRealTimers();
});

async function stored(...drivers: readonly FaultyDriver[]): Promise<unknown[]> {
  return Promise.all(drivers.map((driver) => driver.read(identity)));
}

test('a driver that was away during the removal does not bring the list back', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first, second]);
  a.fault = 'hang';
  await expect(chain.remove(identity)).rejects.toThrow(/still hold data.*a/);
  await chain.close();
  a.fault = null;
  // The next process knows of nothing.
  const other = process(a, b, c);
  expect(await other.chain.read(identity)).toBeNull();
  await recovered(other.chain);
  expect(await holdings(a, b, c)).toEqual([[], [], []]);
});

test('a reader that carries the list to another driver at that moment does not bring it back', async () => {
  const { chain, a, b, c } = chainOf();
  const reader = process(a, b, c);
  for (const driver of [b, c]) await driver.write(identity, [first]);
  const held = a.holdNext('append');
  const reading = reader.chain.read(identity);
  await held.reached;
  await chain.remove(identity);
  held.release();
  await reading;
  await reader.chain.flush();
  expect(await chain.read(identity)).toBeNull();
  expect(await process(a, b, c).chain.read(identity)).toBeNull();
  expect(await holdings(a, b, c)).toEqual([[], [], []]);
});

test('an append that arrives after the removal of what another driver had taken of it does not bring it back', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first]);
  a.failNext('append', 'late');
  await chain.append(identity, [second]);
  await chain.remove(identity);
  await a.deliverLate();
  expect(await chain.read(identity)).toBeNull();
  expect(await process(a, b, c).chain.read(identity)).toBeNull();
});

test('a new session under the same identity keeps all of its own and nothing of the old one', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first]);
  a.fault = 'refuse';
  await expect(chain.remove(identity)).rejects.toThrow();
  const [third, other] = [entry('three'), process(a, b, c)];
  await other.chain.append(identity, [third]);
  await other.chain.append(identity, [entry('four', third._rev)]);
  a.fault = null;
  expect(textsIn(await other.chain.read(identity))).toEqual(['three', 'four']);
  await Promise.all([recovered(chain), recovered(other.chain)]);
  expect(await holdings(a, b, c)).toEqual(Array(3).fill(['three', 'four']));
  expect(textsIn(await process(a, b, c).chain.read(identity))).toEqual(['three', 'four']);
});

test('a list that one driver alone has is removed', async () => {
  for (const holder of ['a', 'b', 'c'] as const) {
    const { chain, ...drivers } = chainOf();
    await drivers[holder].write(identity, [first]);
    await chain.remove(identity);
    expect(await chain.read(identity)).toBeNull();
    expect(await process(drivers.a, drivers.b, drivers.c).chain.read(identity)).toBeNull();
  }
});

test('lists that are no journals are removed as well', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.write(identity, [{ raw: 1 }]);
  await chain.remove(identity);
  expect(await chain.read(identity)).toBeNull();
  expect(await process(a, b, c).chain.readLast(identity, 5)).toBeNull();
  await chain.write(identity, [{ raw: 2 }]);
  expect(await chain.read(identity)).toEqual([{ raw: 2 }]);
  expect(await process(a, b, c).chain.read(identity)).toEqual([{ raw: 2 }]);
});

test('to remove a list twice is to remove it once', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first]);
  await chain.remove(identity);
  const after = await stored(a, b, c);
  await chain.remove(identity);
  expect(await stored(a, b, c)).toEqual(after);
});

test('to remove by an update what is removed already leaves the earlier tombstone, and no second hint of it', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first]);
  await chain.remove(identity);
  const after = await stored(a, b, c);
  expect(await chain.update(identity, () => null)).toBeNull();
  expect(await process(a, b, c).chain.update(identity, () => null)).toBeNull();
  expect(await stored(a, b, c)).toEqual(after);
  expect(await a.read(reserved)).toHaveLength(1);
});

test('a removal that a driver comes to late does not end what was stored after it', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first]);
  const held = a.holdNext('update');
  await expect(chain.remove(identity)).rejects.toThrow(/still hold data.*a/);
  const next = entry('next');
  await process(a, b, c).chain.append(identity, [next]);
  held.release();
  await recovered(chain);
  expect(await holdings(a, b, c)).toEqual(Array(3).fill(['next']));
  expect(textsIn(await chain.read(identity))).toEqual(['next']);
});

test('processes that remove a list at the same time end with it removed', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first]);
  const other = process(a, b, c);
  await Promise.all([chain.remove(identity), other.chain.remove(identity), chain.remove(identity)]);
  expect(await chain.read(identity)).toBeNull();
  expect(await other.chain.read(identity)).toBeNull();
  await chain.append(identity, [entry('new')]);
  expect(textsIn(await other.chain.read(identity))).toEqual(['new']);
});

test('to remove what is not there leaves nothing', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.remove(identity);
  expect(await chain.update(identity, () => null)).toBeNull();
  await chain.flush();
  for (const driver of [a, b, c]) for await (const { key } of driver.list()) throw new Error(key);
});

test('what was removed is not listed, what was begun again is', async () => {
  const { chain, a, b, c } = chainOf();
  const kept = identity.withScope('kept');
  for (const one of [identity, kept]) await chain.append(one, [first]);
  const listed = async () => {
    const keys: string[] = [];
    for await (const { key } of process(a, b, c).chain.list()) keys.push(key);
    return keys.toSorted();
  };
  await chain.remove(identity);
  expect(await listed()).toEqual([kept.key]);
  await chain.append(identity, [entry('new')]);
  expect(await listed()).toEqual([identity.key, kept.key].toSorted());
});

test('tombstones are taken away after ten minutes, with all that tells of them, and not before', async () => {
  fakeClock();
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first]);
  await chain.remove(identity);
  await jest.advanceTimersByTimeAsync(9 * minute);
  expect(await chain.read(identity)).toBeNull();
  await chain.flush();
  expect(await holdings(a, b, c)).toEqual([[], [], []]);
  await jest.advanceTimersByTimeAsync(2 * minute);
  expect(await chain.read(identity)).toBeNull();
  await chain.flush();
  for (const driver of [a, b, c]) for await (const { key } of driver.list()) throw new Error(key);
});

test('another process that works on another list takes them away as well', async () => {
  fakeClock();
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first]);
  await chain.remove(identity);
  await chain.close();
  await jest.advanceTimersByTimeAsync(11 * minute);
  const other = process(a, b, c);
  await other.chain.read(identity.withScope('another'));
  await other.chain.flush();
  await other.chain.read(identity.withScope('a third one'));
  await other.chain.flush();
  expect(await stored(a, b, c)).toEqual([null, null, null]);
  expect(await a.read(reserved)).toBeNull();
});

test('they stay until every driver has them', async () => {
  fakeClock();
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first]);
  a.fault = 'refuse';
  await expect(chain.remove(identity)).rejects.toThrow();
  await jest.advanceTimersByTimeAsync(11 * minute);
  expect(await chain.read(identity)).toBeNull();
  await chain.flush().catch(() => {});
  expect(await holdings(b, c)).toEqual([[], []]);
  expect(await stored(b)).not.toEqual([null]);
  a.fault = null;
  await jest.advanceTimersByTimeAsync(2 * minute);
  expect(await chain.read(identity)).toBeNull();
  await chain.flush();
  expect(await chain.read(identity)).toBeNull();
  await chain.flush();
  expect(await stored(a, b, c)).toEqual([null, null, null]);
});

test('a list that was begun again outlives its tombstone', async () => {
  fakeClock();
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first]);
  await chain.remove(identity);
  const next = entry('new');
  await chain.append(identity, [next]);
  await jest.advanceTimersByTimeAsync(11 * minute);
  expect(textsIn(await chain.read(identity))).toEqual(['new']);
  await chain.flush();
  expect(await stored(a, b, c)).toEqual(Array(3).fill([next]));
});

test('an add that failed before another process removed the session is stored when it is saved again', async () => {
  const { chain, a, b, c } = chainOf();
  const notes = new Notes(session, chain);
  await notes.add(note('one'));
  for (const driver of [a, b, c]) driver.failNext('append', 'refuse');
  await expect(notes.add(note('two'))).rejects.toThrow();
  await recovered(chain);
  await process(a, b, c).chain.remove(notes.identity);
  await notes.save();
  expect(await textsOf(new Notes(session, chain))).toEqual(['two']);
  expect(await textsOf(new Notes(session, process(a, b, c).chain))).toEqual(['two']);
});

test('an add whose reply was lost before its own process removed the session is stored when it is saved again', async () => {
  const { chain, a, b, c } = chainOf();
  const notes = new Notes(session, chain);
  await notes.add(note('one'));
  for (const driver of [a, b, c]) driver.failNext('append', 'lose reply');
  await expect(notes.add(note('two'))).rejects.toThrow();
  await recovered(chain);
  await chain.remove(notes.identity);
  await notes.save();
  expect(await textsOf(new Notes(session, chain))).toEqual(['two']);
  expect(await textsOf(new Notes(session, process(a, b, c).chain))).toEqual(['two']);
});

test('a chain in a chain: both remove, and neither takes the tombstones of the other for its own', async () => {
  const [a, b, backup] = [new FaultyDriver(), new FaultyDriver(), new FaultyDriver()];
  const nested = () => {
    const inner = new DriverChain({
      timeoutMs: 60,
      drivers: Object.entries({ a, b }).map(([id, driver]) => ({ id, driver })),
    });
    return chainWith([
      { id: 'inner', driver: inner },
      { id: 'backup', driver: backup },
    ]).chain;
  };
  const chain = nested();
  await chain.append(identity, [first, second]);
  await chain.remove(identity);
  expect(await chain.read(identity)).toBeNull();
  expect(await nested().read(identity)).toBeNull();
  // One that was away in the inner chain.
  await b.write(identity, [first, second]);
  expect(await nested().read(identity)).toBeNull();
  await chain.append(identity, [entry('new')]);
  expect(textsIn(await nested().read(identity))).toEqual(['new']);
  expect(await holdings(a, backup)).toEqual([['new'], ['new']]);
});
