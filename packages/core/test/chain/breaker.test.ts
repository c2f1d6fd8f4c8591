import { ChainError } from '../../src/index.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { chainOf, chainWith, entry, holdings, identity, recovered, textsIn } from './chain-of.ts';

const first = entry('one');

/** Resolves once the chain asks the driver for this many operations of the kind, in all. */
async function probed(driver: FaultyDriver, count: number): Promise<void> {
  const asked = () => driver.calls.filter((call) => call === 'readLast').length;
  while (asked() < count) await new Promise((resolve) => setTimeout(resolve, 10));
}

test('a driver that hangs costs one deadline, then nothing until a probe succeeds', async () => {
  const { chain, a, b } = chainOf();
  await chain.append(identity, [first]);
  await chain.read(identity);
  a.fault = 'hang';
  a.calls.length = 0;
  await chain.append(identity, [entry('two')]);
  expect(a.calls).toEqual(['append']);
  for (let at = 0; at < 10; at++) {
    await chain.append(identity, [entry(`more ${at}`)]);
    expect(textsIn(await chain.read(identity))).toHaveLength(at + 3);
    await chain.update(identity, (list) => list);
  }
  await probed(a, 2);
  // What it was asked once it hung: the append that met it, and probes.
  expect(a.calls.filter((call) => call !== 'readLast')).toEqual(['append']);
  a.fault = null;
  await recovered(chain);
  expect(await a.read(identity)).toEqual(await b.read(identity));
});

test('one failure does not take a driver down, three in a row do', async () => {
  const { chain, a } = chainOf();
  await chain.append(identity, [first]);
  await chain.read(identity);
  a.failNext('append', 'refuse');
  await chain.append(identity, [entry('two')]);
  await chain.append(identity, [entry('three')]);
  a.failNext('append', 'refuse');
  a.failNext('append', 'refuse');
  await chain.append(identity, [entry('four')]);
  await chain.append(identity, [entry('five')]);
  expect(chain.status()[0]).toMatchObject({ driver: 'a', state: 'recovering' });
  a.failNext('append', 'refuse');
  await chain.append(identity, [entry('six')]);
  expect(chain.status()[0]).toMatchObject({ driver: 'a', state: 'down' });
  a.calls.length = 0;
  await chain.append(identity, [entry('seven')]);
  expect(a.calls).toEqual([]);
});

test('what fails at the same time counts once', async () => {
  const { chain, a } = chainOf();
  for (let at = 0; at < 5; at++) a.failNext('append', 'refuse');
  await Promise.all(['one', 'two', 'three', 'four', 'five'].map((text) => chain.append(identity, [entry(text)])));
  expect(chain.status()[0]).toMatchObject({ driver: 'a', state: 'recovering' });
  await recovered(chain);
  expect((await holdings(a))[0]).toHaveLength(5);
});

test("what the caller's own change throws is no failure of the driver", async () => {
  const { chain } = chainOf();
  await chain.append(identity, [first]);
  const refusing = () => {
    throw new RangeError('no');
  };
  for (let at = 0; at < 4; at++) await expect(chain.update(identity, refusing)).rejects.toThrow('no');
  expect(chain.status().map(({ state, lastError }) => [state, lastError])).toEqual(Array(3).fill(['up', null]));
});

test('the status tells how each driver does at each step', async () => {
  const { chain, a } = chainOf();
  const healthy = { state: 'up', lastError: null, pendingHints: 0, queueLength: 0, since: expect.any(Number) };
  expect(chain.status()).toEqual(['a', 'b', 'c'].map((driver) => ({ driver, ...healthy })));

  await chain.append(identity, [first]);
  const before = Date.now();
  a.fault = 'hang';
  await chain.append(identity, [entry('two')]);
  const [down, ...others] = chain.status();
  const lastError = expect.objectContaining({ driver: 'a', operation: 'append', code: 'timeout' });
  expect(down).toMatchObject({ driver: 'a', state: 'down', pendingHints: 1, lastError });
  expect(down?.since).toBeGreaterThanOrEqual(before);
  expect(down?.since).toBeLessThanOrEqual(Date.now());
  expect(others).toEqual(['b', 'c'].map((driver) => ({ driver, ...healthy })));

  const held = a.holdNext('append');
  a.fault = null;
  await held.reached;
  expect(chain.status()[0]).toMatchObject({ state: 'recovering', pendingHints: 1 });
  held.release();
  await recovered(chain);
  expect(chain.status()[0]).toMatchObject({ state: 'up', pendingHints: 0, lastError: { driver: 'a' } });
  expect(chain.status()[0]?.since).toBeGreaterThanOrEqual(down?.since ?? 0);
});

test('a driver that is not asked is an error that says why and since when', async () => {
  const { chain, a, b, c } = chainOf();
  for (const driver of [a, b, c]) driver.fault = 'hang';
  await expect(chain.read(identity)).rejects.toThrow(ChainError);
  const error = await chain.read(identity).catch((rejection: unknown) => rejection as ChainError);
  expect(error).toMatchObject({
    operation: 'read',
    identity: identity.key,
    causes: ['a', 'b', 'c'].map((driver) => ({
      driver,
      operation: 'read',
      identity: identity.key,
      code: 'unavailable',
      cause: { code: 'timeout', driver },
    })),
  });
  expect(String(error)).toMatch(/a: .*not asked, since it stopped answering 0 s ago \(a: .*no answer within 60 ms/);
});

test('a driver that is down alone in its chain fails at once until it is back', async () => {
  const driver = new FaultyDriver();
  const { chain } = chainWith([{ id: 'only', driver }]);
  driver.fault = 'hang';
  await expect(chain.append(identity, [first])).rejects.toMatchObject({ driver: 'only', code: 'timeout' });
  await expect(chain.append(identity, [first])).rejects.toMatchObject({ driver: 'only', code: 'unavailable' });
  expect(driver.calls).toEqual(['append']);
  driver.fault = null;
  await recovered(chain);
  await chain.append(identity, [first]);
  expect(textsIn(await chain.read(identity))).toEqual(['one']);
});

test('a driver that goes down again while it is given what it missed costs the others no more reads', async () => {
  const { chain, a, b } = chainOf();
  const sessions = Array.from({ length: 40 }, (_, at) => identity.withScope(`scope ${at}`));
  a.fault = 'hang';
  for (const session of sessions) await chain.append(session, [first]);
  const held = a.holdNext('read');
  a.fault = null;
  await held.reached;
  a.fault = 'hang';
  held.release();
  b.calls.length = 0;
  await probed(a, a.calls.filter((call) => call === 'readLast').length + 1);
  // Eight at a time, and the hints.
  expect(b.calls.filter((call) => call === 'read').length).toBeLessThan(10);
  a.fault = null;
  await recovered(chain);
  expect(await Promise.all(sessions.map(async (session) => textsIn(await a.read(session))))).toEqual(
    Array(sessions.length).fill(['one']),
  );
});

test('a chain that is closed while it gives a driver what it missed ends that first, and begins no more', async () => {
  const { chain, a, b } = chainOf();
  const sessions = Array.from({ length: 40 }, (_, at) => identity.withScope(`scope ${at}`));
  a.fault = 'hang';
  for (const session of sessions) await chain.append(session, [first]);
  const held = a.holdNext('append');
  a.fault = null;
  await held.reached;
  let isClosed = false;
  const closing = chain.close().then(() => {
    isClosed = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isClosed).toBe(false);
  held.release();
  await closing;
  const asked = [a, b].map(({ calls }) => calls.length);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([a, b].map(({ calls }) => calls.length)).toEqual(asked);
  const given = await Promise.all(sessions.map((session) => a.read(session)));
  expect(given.some((list) => list === null)).toBe(true);
  expect(given.some((list) => list !== null)).toBe(true);
});
