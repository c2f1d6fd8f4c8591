import { DriverChain } from '../../src/chain/index.ts';
import { ChainError } from '../../src/index.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { chainOf, entry, holdings, identity, recovered, textsIn } from './chain-of.ts';

const first = entry('one');
const second = entry('two', first._rev);
const third = entry('three', second._rev);

test('the first driver with a complete list answers, and later ones are not asked', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first]);
  await chain.read(identity);
  await a.append(identity, [second]);
  for (const driver of [a, b, c]) driver.calls.length = 0;
  expect(textsIn(await chain.read(identity))).toEqual(['one', 'two']);
  expect(textsIn(await chain.readLast(identity, 1))).toEqual(['two']);
  expect([a.calls, b.calls, c.calls]).toEqual([['read', 'readLast'], [], []]);
});

test('a driver without the list moves on, and where none has it, there is none', async () => {
  const { chain, c } = chainOf();
  expect(await chain.read(identity)).toBeNull();
  expect(await chain.readLast(identity, 1)).toBeNull();
  await c.write(identity, [first]);
  expect(textsIn(await chain.read(identity))).toEqual(['one']);
  expect(textsIn(await chain.readLast(identity, 1))).toEqual(['one']);
});

test('a list that misses an entry moves on', async () => {
  const { chain, a, b } = chainOf();
  await a.write(identity, [third]);
  await b.write(identity, [first, second, third]);
  expect(textsIn(await chain.read(identity))).toEqual(['one', 'two', 'three']);
});

test('an empty list is an answer, not an absent one', async () => {
  const { chain, a, b } = chainOf();
  await a.write(identity, []);
  await b.write(identity, [{ raw: 'b' }]);
  expect(await chain.read(identity)).toEqual([]);
});

test('where no driver has all of it, the answer is what they have together', async () => {
  const { chain, a, b, c } = chainOf();
  await a.write(identity, [second]);
  await b.write(identity, [third]);
  await c.write(identity, [first, third]);
  expect(textsIn(await chain.read(identity))).toEqual(['one', 'two', 'three']);
  expect(await chain.readLast(identity, 2)).toEqual([second, third]);
});

test.each(['refuse', 'hang'] as const)(
  'a driver that fails moves on, and the chain tells of it (%s)',
  async (fault) => {
    const { chain, a, events } = chainOf();
    await chain.append(identity, [first]);
    a.fault = fault;
    expect(textsIn(await chain.read(identity))).toEqual(['one']);
    expect(textsIn(await chain.readLast(identity, 5))).toEqual(['one']);
    expect(events).toEqual([
      { name: 'failover', driver: 'b' },
      { name: 'failover', driver: 'b' },
    ]);
  },
);

test.each(['read', 'readLast'] as const)(
  'what a failed driver may have is never taken for absent (%s)',
  async (method) => {
    const { chain, a } = chainOf();
    a.fault = 'refuse';
    const error: unknown = await chain[method](identity, 1).catch((rejection: unknown) => rejection);
    expect(error).toBeInstanceOf(ChainError);
    expect(error).toMatchObject({ code: 'chain', driver: 'chain', identity: identity.key, causes: [{ driver: 'a' }] });
  },
);

test('what a failed driver may have is never taken for absent where the others have a part', async () => {
  const { chain, a, b } = chainOf();
  a.fault = 'refuse';
  await b.write(identity, [third]);
  await expect(chain.read(identity)).rejects.toThrow(ChainError);
  await expect(chain.readLast(identity, 1)).rejects.toThrow(ChainError);
});

test('the error of a chain holds the failure of each driver, in order', async () => {
  const { chain, a, b, c } = chainOf();
  a.fault = 'refuse';
  b.fault = 'hang';
  c.fault = 'lose reply';
  const error = await chain.read(identity).catch((rejection: unknown) => rejection as ChainError);
  expect(error).toMatchObject({
    causes: [
      { driver: 'a', code: 'failed', operation: 'read' },
      { driver: 'b', code: 'timeout' },
      { driver: 'c', code: 'failed' },
    ],
  });
  expect(String(error)).toMatch(/a: .*network: refuse[\s\S]*b: [\s\S]*c: /);
});

test("where every change needs every driver, the reachable ones' word is the truth", async () => {
  const { chain, a, b, c } = chainOf({ minWrites: 'all' });
  a.fault = 'refuse';
  expect(await chain.read(identity)).toBeNull();
  b.fault = 'refuse';
  c.fault = 'refuse';
  await expect(chain.read(identity)).rejects.toThrow(ChainError);
});

test.each([1, 2, 3, 4])('the last %i of a list come from the first driver whose end shows no gap', async (count) => {
  const { chain, a, b } = chainOf();
  const fourth = entry('four', third._rev);
  await a.write(identity, [first, second, fourth]);
  await b.write(identity, [first, second, third, fourth]);
  const wanted = [first, second, third, fourth].slice(-count);
  // One entry alone shows no gap before it.
  expect(await chain.readLast(identity, count)).toEqual(count === 1 ? [fourth] : wanted);
});

test('the last none of a list is an empty list where there is one', async () => {
  const { chain, c } = chainOf();
  await c.write(identity, [first]);
  expect(await chain.readLast(identity, 0)).toEqual([]);
});

test('lists that are no journals are not united: the first one counts', async () => {
  const { chain, a, b } = chainOf();
  await b.write(identity, [{ raw: 'b' }]);
  expect(await chain.read(identity)).toEqual([{ raw: 'b' }]);
  await a.write(identity, [{ raw: 'a' }]);
  expect(await chain.read(identity)).toEqual([{ raw: 'a' }]);
});

test('a chain stands in a chain', async () => {
  const [near, far, backup] = [new FaultyDriver(), new FaultyDriver(), new FaultyDriver()];
  const region = (id: string, driver: FaultyDriver) => ({
    id,
    driver: new DriverChain({ timeoutMs: 60, drivers: [{ id: 'only', driver }] }),
  });
  const chain = new DriverChain({
    drivers: [region('near', near), region('far', far), { id: 'backup', driver: backup }],
  });
  await chain.append(identity, [first]);
  near.fault = 'refuse';
  await chain.append(identity, [second]);
  await chain.update(identity, (list) => [...(list ?? []), third]);
  expect(textsIn(await chain.read(identity))).toEqual(['one', 'two', 'three']);
  expect(textsIn(await backup.read(identity))).toEqual(['one', 'two', 'three']);
  near.fault = null;
  await recovered(chain);
  expect(await holdings(near, far, backup)).toEqual(Array(3).fill(['one', 'two', 'three']));
  await chain.remove(identity);
  expect(await chain.read(identity)).toBeNull();
  expect(await holdings(near, far, backup)).toEqual([[], [], []]);
});
