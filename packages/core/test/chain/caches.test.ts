import { ChainError, type ChainOptions, type LinkOptions } from '../../src/index.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { base36, type Revision, revisionAt } from '../../src/journal/revision.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { type Chained, chainWith, entry, holdings, identity, textsIn } from './chain-of.ts';

const hour = 60 * 60;

/** A cache, whose lists live for an hour, before a driver that keeps them. */
function cached(
  options: ChainOptions & { readonly archive?: LinkOptions } = {},
): Pick<Chained, 'chain' | 'events'> & { cache: FaultyDriver; archive: FaultyDriver } {
  const [cache, archive] = [new FaultyDriver(), new FaultyDriver()];
  const { archive: link, ...others } = options;
  const drivers = [
    { id: 'cache', driver: cache, ttlSeconds: hour },
    { id: 'archive', driver: archive, ...link },
  ];
  return { ...chainWith(drivers, others), cache, archive };
}

/** Made so many seconds ago. */
function old(text: string, seconds: number, after: Revision | null = null): Entry {
  const _rev = revisionAt(Date.now() - seconds * 1_000) + base36(1, 7);
  return { ...entry(text, after), _rev };
}

test('a list that has expired in a cache is read from the driver that keeps it, and not carried back', async () => {
  const { chain, cache, archive, events } = cached();
  await archive.write(identity, [old('one', 2 * hour)]);
  expect(textsIn(await chain.read(identity))).toEqual(['one']);
  await chain.flush();
  expect(await holdings(cache, archive)).toEqual([null, ['one']]);
  expect(events).toEqual([]);
});

test('a list that a cache evicted is carried back while its newest revision is younger than the ttl', async () => {
  const { chain, cache, archive } = cached();
  const first = old('one', 2 * hour);
  await archive.write(identity, [first, old('two', hour / 2, first._rev)]);
  expect(textsIn(await chain.read(identity))).toEqual(['one', 'two']);
  await chain.flush();
  expect(await holdings(cache)).toEqual([['one', 'two']]);
});

test('an expired list is compared no more: the driver that keeps it agrees with a cache that has nothing', async () => {
  const { chain, cache, archive } = cached();
  await archive.write(identity, [old('one', 2 * hour)]);
  await chain.read(identity);
  await chain.read(identity);
  expect(cache.calls.filter((call) => call === 'readLast')).toHaveLength(1);
  expect(cache.calls).not.toContain('update');
});

test.each([1, 'all'] as const)(
  'what a cache does not have is not absent while the driver that keeps it fails (minWrites %p)',
  async (minWrites) => {
    const { chain, archive } = cached({ minWrites });
    await archive.write(identity, [old('one', 2 * hour)]);
    archive.fault = 'refuse';
    await expect(chain.read(identity)).rejects.toThrow(ChainError);
    await expect(chain.readLast(identity, 1)).rejects.toThrow(ChainError);
    await expect(chain.update(identity, (list) => list)).rejects.toThrow(ChainError);
  },
);

test('the end of a list that a cache has since it expired there is not all of it (minWrites all)', async () => {
  const { chain, archive } = cached({ minWrites: 'all' });
  const first = old('one', 2 * hour);
  await archive.write(identity, [first]);
  await chain.append(identity, [entry('two', first._rev)]);
  archive.fault = 'refuse';
  await expect(chain.read(identity)).rejects.toThrow(ChainError);
});

test('an archive in the background that fails leaves absent open, since the cache before it forgets', async () => {
  const { chain, archive } = cached({ archive: { background: true } });
  archive.fault = 'refuse';
  await expect(chain.read(identity)).rejects.toThrow(ChainError);
});
