import { ChainError, type SessionIdentity } from '../../src/index.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { chainOf, chainWith, entry, holdings, identity, process, recovered, textsIn } from './chain-of.ts';

const first = entry('one');
const second = entry('two', first._rev);

async function keysIn(list: AsyncIterable<SessionIdentity>): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of list) keys.push(key);
  return keys;
}

test('a removal removes from every driver, also where some have nothing', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first]);
  await b.remove(identity);
  await chain.remove(identity);
  // A tombstone each: what comes late is ended by it.
  expect(await holdings(a, b, c)).toEqual([[], [], []]);
  await b.append(identity, [first]);
  expect(await process(a, b, c).chain.read(identity)).toBeNull();
  expect(await chain.read(identity)).toBeNull();
});

test.each(['refuse', 'hang'] as const)(
  'a removal that a driver missed names who still holds data (%s)',
  async (fault) => {
    const { chain, a, c } = chainOf();
    await chain.append(identity, [first]);
    a.fault = fault;
    c.fault = fault;
    const error: unknown = await chain.remove(identity).catch((rejection: unknown) => rejection);
    expect(error).toBeInstanceOf(ChainError);
    expect(error).toMatchObject({ operation: 'remove', causes: [{ driver: 'a' }, { driver: 'c' }] });
    expect(String(error)).toMatch(/still hold data.*a, c/);
  },
);

test('what a driver should have removed is not shown, and is removed when it is asked again', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first]);
  a.failNext('update', 'refuse');
  await expect(chain.remove(identity)).rejects.toThrow(ChainError);
  expect(await holdings(a, b, c)).toEqual([['one'], [], []]);
  expect(await chain.read(identity)).toBeNull();
  expect(await chain.readLast(identity, 1)).toBeNull();
  expect(await keysIn(chain.list())).toEqual([]);
  await chain.remove(identity);
  expect(await holdings(a, b, c)).toEqual([[], [], []]);
});

test.each(['append', 'write', 'update'] as const)(
  'what a driver should have removed does not come back with what is stored next (%s)',
  async (operation) => {
    const { chain, a, b, c } = chainOf();
    await chain.append(identity, [first]);
    a.failNext('update', 'refuse');
    await expect(chain.remove(identity)).rejects.toThrow(ChainError);
    const next = entry('next');
    if (operation === 'update') await chain.update(identity, (list) => [...(list ?? []), next]);
    else await chain[operation](identity, [next]);
    expect(textsIn(await chain.read(identity))).toEqual(['next']);
    await recovered(chain);
    expect(await holdings(a, b, c)).toEqual([['next'], ['next'], ['next']]);
  },
);

test('an update that removes the list and misses a driver hides what that one holds', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first]);
  b.fault = 'refuse';
  expect(await chain.update(identity, () => null)).toBeNull();
  b.fault = null;
  expect(await holdings(a, b, c)).toEqual([[], ['one'], []]);
  expect(await chain.read(identity)).toBeNull();
  await recovered(chain);
  expect(await holdings(a, b, c)).toEqual([[], [], []]);
});

test('what a driver said before it was given a removal is not believed after that', async () => {
  const [a, b] = [new FaultyDriver(), new FaultyDriver()];
  const drivers = Object.entries({ a, b }).map(([id, driver]) => ({ id, driver }));
  const { chain } = chainWith(drivers, { timeoutMs: 5_000 });
  await chain.append(identity, [first]);
  await chain.read(identity);
  a.failNext('update', 'refuse');
  await expect(chain.remove(identity)).rejects.toThrow(ChainError);
  b.failNext('read', 'refuse');
  const alone = b.holdNext('read');
  const reading = chain.read(identity);
  await alone.reached;
  const together = b.holdNext('read');
  alone.release();
  await together.reached;
  await recovered(chain);
  b.failNext('read', 'refuse');
  together.release();
  expect(await reading).toBeNull();
});

test('what a process removed it does not read again from a driver that went back to an older snapshot', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first]);
  await chain.remove(identity);
  await a.write(identity, [first]);
  expect(await chain.read(identity)).toBeNull();
  await chain.flush();
  expect(await holdings(a, b, c)).toEqual([[], [], []]);
});

test('a driver that lost a removal is not given by one that missed it what it ended, while the others are away', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first]);
  c.failNext('update', 'refuse');
  await expect(chain.remove(identity)).rejects.toThrow(ChainError);
  // A cache that was full.
  await a.remove(identity);
  b.fault = 'refuse';
  await expect(chain.repair(identity)).resolves.toMatchObject({ agree: false });
  expect(await a.read(identity)).toBeNull();
  b.fault = null;
  await recovered(chain);
  expect(await holdings(a, b, c)).toEqual([[], [], []]);
});

test('a removal that was missed covers writes that were missed before and after', async () => {
  const { chain, a } = chainOf();
  await chain.append(identity, [first]);
  a.fault = 'refuse';
  await chain.append(identity, [second]);
  await expect(chain.remove(identity)).rejects.toThrow(ChainError);
  const next = entry('next');
  await chain.append(identity, [next]);
  a.fault = null;
  expect(textsIn(await chain.read(identity))).toEqual(['next']);
  await recovered(chain);
  expect(await holdings(a)).toEqual([['next']]);
});

test('changes that come together after a missed removal are all kept', async () => {
  const { chain, a, b, c } = chainOf({ minWrites: 'all' });
  await chain.append(identity, [first]);
  a.failNext('update', 'refuse');
  await expect(chain.remove(identity)).rejects.toThrow(ChainError);
  await Promise.all([chain.append(identity, [entry('two')]), chain.append(identity, [entry('three')])]);
  await recovered(chain);
  expect(await holdings(a, b, c)).toEqual(Array(3).fill(['two', 'three']));
});
