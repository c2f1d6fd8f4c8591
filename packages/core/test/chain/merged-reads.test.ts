import { ChainError } from '../../src/index.ts';
import { fold } from '../../src/journal/journal.ts';
import { rewriteOf } from '../../src/journal/rewrite.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { chainOf, chainWith, entry, holdings, identity, process, textsIn } from './chain-of.ts';

const first = entry('one');
const second = entry('two', first._rev);
const third = entry('three', second._rev);

test('each read is answered by what all drivers hold together, and they hold it from then on', async () => {
  const { chain, a, b, c } = chainOf({ reads: 'merged' });
  await chain.append(identity, [first]);
  await chain.read(identity);
  await b.append(identity, [second]);
  expect(textsIn(await chain.read(identity))).toEqual(['one', 'two']);
  await c.append(identity, [third]);
  expect(textsIn(await chain.readLast(identity, 2))).toEqual(['two', 'three']);
  expect(await chain.readLast(identity, 0)).toEqual([]);
  expect(await holdings(a, b, c)).toEqual(Array(3).fill(['one', 'two', 'three']));
});

test('two regions that both write and edit end alike, every message once', async () => {
  const { a, b, c } = chainOf();
  const [east, west] = [process(a, c, b, { reads: 'merged' }), process(b, c, a, { reads: 'merged' })];
  await east.chain.append(identity, [first]);
  await Promise.all([
    east.chain.append(identity, [entry('east', first._rev)]),
    west.chain.append(identity, [entry('west', first._rev)]),
    east.chain.update(identity, (list) => [...(list ?? []), rewriteOf([first], fold([first]), null)]),
  ]);
  const [inEast, inWest] = [await east.chain.read(identity), await west.chain.read(identity)];
  expect(textsIn(inEast)?.toSorted()).toEqual(['east', 'one', 'west']);
  expect(textsIn(inWest)).toEqual(textsIn(inEast));
});

test('with a majority of writes, any process reads what another had acknowledged, whichever driver is lost', async () => {
  for (const lost of ['a', 'b', 'c'] as const) {
    const { chain, ...drivers } = chainOf({ minWrites: 'majority', reads: 'merged' });
    const { a, b, c } = drivers;
    const other = process(a, b, c, { minWrites: 'majority', reads: 'merged' });
    expect(await other.chain.read(identity)).toBeNull();
    drivers[lost === 'a' ? 'b' : 'a'].failNext('append', 'refuse');
    await chain.append(identity, [first]);
    drivers[lost].fault = 'refuse';
    expect(textsIn(await other.chain.read(identity))).toEqual(['one']);
  }
});

test('what a driver lost that this process had stored is taken from one in the background', async () => {
  const [a, b] = [new FaultyDriver(), new FaultyDriver()];
  const drivers = [
    { id: 'a', driver: a },
    { id: 'b', driver: b, background: true },
  ];
  const { chain } = chainWith(drivers, { reads: 'merged' });
  await chain.append(identity, [first]);
  await chain.append(identity, [second]);
  await chain.flush();
  // A snapshot from between.
  await a.write(identity, [first]);
  expect(textsIn(await chain.read(identity))).toEqual(['one', 'two']);
  expect(await holdings(a)).toEqual([['one', 'two']]);
});

test('what a failed driver may have is never taken for absent', async () => {
  const { chain, a, b } = chainOf({ reads: 'merged' });
  a.fault = 'refuse';
  await expect(chain.read(identity)).rejects.toThrow(ChainError);
  await b.write(identity, [third]);
  await expect(chain.read(identity)).rejects.toThrow(ChainError);
  await expect(chain.readLast(identity, 1)).rejects.toThrow(ChainError);
});
