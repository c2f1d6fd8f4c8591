import { createStore, SessionIdentity } from '../../src/index.ts';
import { chainOf, entry, fakeClock, holdings, identity, process, recovered, textsIn } from './chain-of.ts';

const first = entry('one');
const second = entry('two', first._rev);

/** Under which chains of a, b and c keep what they have to remember. */
const reserved = new SessionIdentity({ agentName: '@agentstore/chain', chatName: 'a+b+c' });

afterEach(() => {
  jest.useRealTimers();
});

test('what a driver missed while another miss was made good stays noted, and is handed over', async () => {
  const { chain, a } = chainOf();
  a.failNext('append', 'refuse');
  await chain.append(identity, [first]);
  const held = a.holdNext('update');
  const repairing = chain.repair(identity);
  await held.reached;
  a.failNext('append', 'refuse');
  await chain.append(identity, [second]);
  held.release();
  await repairing;
  expect(chain.status()[0]).toMatchObject({ driver: 'a', pendingHints: 1 });
  expect(chain.agreedAt(identity)).toBeNull();
  await recovered(chain);
  expect(await holdings(a)).toEqual([['one', 'two']]);
});

test('what stands among the hints and is none hides nothing and stays there', async () => {
  const { chain, a, b, c } = chainOf();
  const foreign = [{ text: 'x' }, { id: '1', driver: 'a', key: 'no key' }, { id: 2, driver: null, key: identity.key }];
  await b.write(reserved, foreign);
  await chain.append(identity, [first]);
  expect(textsIn(await chain.read(identity))).toEqual(['one']);
  a.failNext('append', 'refuse');
  await chain.append(identity, [second]);
  await recovered(chain);
  await chain.flush();
  expect(await holdings(a, b, c)).toEqual(Array(3).fill(['one', 'two']));
  expect(await b.read(reserved)).toEqual(foreign);
  const listed: string[] = [];
  for await (const { key } of process(a, b, c).chain.list()) listed.push(key);
  expect(listed).toEqual([identity.key]);
});

test('a hint goes to the other drivers: the one that failed is not asked a second time', async () => {
  const { chain, a, b, c } = chainOf();
  a.fault = 'refuse';
  await chain.append(identity, [first]);
  expect(a.calls).toEqual(['append']);
  const hint = expect.objectContaining({ driver: 'a', key: identity.key });
  expect(await Promise.all([b, c].map((driver) => driver.read(reserved)))).toEqual([[hint], [hint]]);
});

test('what a driver missed is handed over by another process, also once the first one is gone, and noted no more in the end', async () => {
  fakeClock();
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first]);
  a.fault = 'refuse';
  await chain.append(identity, [second]);
  await chain.close();
  a.fault = null;

  const other = process(a, b, c);
  expect(textsIn(await other.chain.read(new SessionIdentity({ agentName: 'support', userId: 'u2' })))).toBeNull();
  expect(other.chain.status()[0]).toMatchObject({ state: 'recovering', pendingHints: 1 });
  await jest.advanceTimersByTimeAsync(1_000);
  expect(await holdings(a, b, c)).toEqual(Array(3).fill(['one', 'two']));
  expect(other.events).toEqual([
    { name: 'repaired', driver: 'a' },
    { name: 'recovered', driver: 'a' },
  ]);
  // Whoever noted it may rely on that for a while.
  expect(await b.read(reserved)).toHaveLength(1);
  await jest.advanceTimersByTimeAsync(61_000);
  await other.chain.read(identity);
  await other.chain.flush();
  expect(await Promise.all([a, b, c].map((driver) => driver.read(reserved)))).toEqual([null, null, null]);
});

test('hints are taken from whichever driver still has them', async () => {
  const { chain, a, b, c } = chainOf();
  a.fault = 'refuse';
  await chain.append(identity, [first]);
  await chain.close();
  // One of those that hold the hint restarts empty, and another one is down when the hints are read.
  await b.remove(reserved);
  a.fault = null;
  const other = process(a, b, c);
  await other.chain.read(identity);
  await recovered(other.chain);
  expect(await holdings(a)).toEqual([['one']]);
});

test('a hint that a driver could not be told to drop is found once it is back, and dropped then', async () => {
  const { chain, a, b, c } = chainOf();
  a.failNext('append', 'refuse');
  await chain.append(identity, [first]);
  // The repair of a is the first update after the failure; what drops the hints is the first one of b.
  b.failNext('update', 'refuse');
  await recovered(chain);
  await chain.flush();
  expect(await c.read(reserved)).toBeNull();
  await recovered(chain);
  await chain.flush();
  expect(await Promise.all([a, b, c].map((driver) => driver.read(reserved)))).toEqual([null, null, null]);
});

test('what a driver missed after another process saw to the hint of its first miss is noted too', async () => {
  // No time passes: the first process does not notice that a is back.
  fakeClock();
  const { chain, a, b, c } = chainOf();
  a.fault = 'refuse';
  await chain.append(identity, [first]);
  a.fault = null;
  const other = process(a, b, c);
  await other.chain.read(identity);
  await other.chain.flush();
  expect(await holdings(a)).toEqual([['one']]);
  a.fault = 'refuse';
  await chain.append(identity, [second]);
  await chain.close();
  await other.chain.close();
  a.fault = null;

  const next = process(a, b, c);
  await next.chain.read(identity.withScope('another'));
  await jest.advanceTimersByTimeAsync(1_000);
  expect(await holdings(a, b, c)).toEqual(Array(3).fill(['one', 'two']));
});

test('what two drivers missed as another process noted is seen to once, and once more a minute later', async () => {
  fakeClock();
  const { chain, a, b, c } = chainOf();
  for (const driver of [a, b]) {
    driver.failNext('append', 'refuse');
    await chain.append(identity, [entry('missed')]);
  }
  await chain.close();
  const other = process(a, b, c);
  await other.chain.read(identity.withScope('another'));
  await jest.advanceTimersByTimeAsync(30_000);
  const repaired = () => other.events.filter(({ name }) => name === 'repaired').length;
  expect(repaired()).toBe(2);
  await jest.advanceTimersByTimeAsync(31_000);
  await other.chain.read(identity.withScope('another'));
  await jest.advanceTimersByTimeAsync(10_000);
  expect(repaired()).toBe(4);
  expect(await Promise.all([a, b, c].map((driver) => driver.read(reserved)))).toEqual([null, null, null]);
});

test('a miss is noted anew now and then, in the place of the earlier note', async () => {
  fakeClock();
  const { chain, a, b } = chainOf();
  a.fault = 'refuse';
  const noted: unknown[] = [];
  for (const text of ['one', 'two', 'three']) {
    await chain.append(identity, [entry(text)]);
    await jest.advanceTimersByTimeAsync(31_000);
    const hints = await b.read(reserved);
    noted.push(...(hints ?? []).map(({ id }) => id));
  }
  expect(noted).toHaveLength(3);
  expect(new Set(noted).size).toBe(3);
});

test('a list is noted once, however often a driver misses something in it', async () => {
  const { chain, a, b } = chainOf();
  a.fault = 'hang';
  for (const text of ['one', 'two', 'three']) await chain.append(identity, [entry(text)]);
  expect(chain.status()[0]?.pendingHints).toBe(1);
  expect(await b.read(reserved)).toHaveLength(1);
});

test('a change is acknowledged once its hint stands in the drivers that work', async () => {
  const { chain, a, b, c } = chainOf();
  a.failNext('append', 'refuse');
  const change = c.holdNext('append');
  const hint = c.holdNext('append');
  const appending = chain.append(identity, [first]);
  await change.reached;
  change.release();
  await hint.reached;
  const isFirst = await Promise.race([appending.then(() => 'acknowledged'), Promise.resolve('not yet')]);
  expect(isFirst).toBe('not yet');
  hint.release();
  await appending;
  expect(await Promise.all([b, c].map((driver) => driver.read(reserved)))).toEqual(
    Array(2).fill([expect.objectContaining({ driver: 'a' })]),
  );
});

test('what the chain keeps for itself is never listed, neither by a chain nor by a store', async () => {
  const { chain, a, b, c } = chainOf();
  a.fault = 'hang';
  await chain.append(identity, [first]);
  expect(await b.read(reserved)).toHaveLength(1);
  a.fault = null;
  const store = createStore({ defaultStorage: process(a, b, c).chain });
  const listed: unknown[] = [];
  for await (const { agentName } of store.sessions()) listed.push(agentName);
  for await (const { agentName } of process(a, b, c).chain.list()) listed.push(agentName);
  expect(listed).toEqual(['support', 'support']);
});

test('a driver that is given to the chain with what it missed from two processes is asked for each list', async () => {
  const { chain, a, b, c } = chainOf();
  const other = process(a, b, c);
  const elsewhere = identity.withScope('elsewhere');
  a.fault = 'refuse';
  await chain.append(identity, [first]);
  await other.chain.append(elsewhere, [first]);
  await other.chain.close();
  a.fault = null;
  await recovered(chain);
  expect(textsIn(await a.read(identity))).toEqual(['one']);
  expect(textsIn(await a.read(elsewhere))).toEqual(['one']);
});
