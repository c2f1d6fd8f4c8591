import { type Item, SessionIdentity, StorageDriver } from '../../src/index.ts';

/** What a third party must write, on a store that answers after a while. */
class Minimal extends StorageDriver {
  readonly name = 'minimal';
  readonly #lists = new Map<string, string>();

  async read({ key }: SessionIdentity): Promise<Item[] | null> {
    await nextTurn();
    const text = this.#lists.get(key);
    return text === undefined ? null : JSON.parse(text);
  }

  async write({ key }: SessionIdentity, items: readonly Item[]): Promise<void> {
    await nextTurn();
    this.#lists.set(key, JSON.stringify(items));
  }

  async remove({ key }: SessionIdentity): Promise<void> {
    await nextTurn();
    this.#lists.delete(key);
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const identity = new SessionIdentity({ agentName: 'a' });
const other = new SessionIdentity({ agentName: 'b' });

test('appends and updates of a driver of three methods lose nothing within one process', async () => {
  const driver = new Minimal();
  const adding = (at: number) => (items: Item[] | null) => [...(items ?? []), { at }];
  await Promise.all(
    Array.from({ length: 40 }, (_, at) =>
      at % 2 ? driver.append(identity, [{ at }]) : driver.update(identity, adding(at)),
    ),
  );
  expect(await driver.read(identity)).toEqual(Array.from({ length: 40 }, (_, at) => ({ at })));
});

test('to append nothing is to do nothing', async () => {
  const driver = new Minimal();
  await driver.append(identity, []);
  expect(await driver.read(identity)).toBeNull();
});

test('an update resolves with what is stored now, and null removes the list', async () => {
  const driver = new Minimal();
  expect(await driver.update(identity, (items) => [{ was: items }])).toEqual([{ was: null }]);
  expect(await driver.update(identity, () => [])).toEqual([]);
  expect(await driver.read(identity)).toEqual([]);
  expect(await driver.update(identity, () => null)).toBeNull();
  expect(await driver.read(identity)).toBeNull();
});

test('what a change throws rejects the update, changes nothing, and holds up nobody', async () => {
  const driver = new Minimal();
  await driver.append(identity, [{ a: 1 }]);
  const thrown = new RangeError('no');
  const refused = driver.update(identity, () => {
    throw thrown;
  });
  const next = driver.append(identity, [{ a: 2 }]);
  await expect(refused).rejects.toBe(thrown);
  await next;
  expect(await driver.read(identity)).toEqual([{ a: 1 }, { a: 2 }]);
});

test('readLast gives the end of the list, and null where there is none', async () => {
  const driver = new Minimal();
  expect(await driver.readLast(identity, 2)).toBeNull();
  await driver.append(identity, [{ a: 1 }, { a: 2 }, { a: 3 }]);
  expect(await driver.readLast(identity, 2)).toEqual([{ a: 2 }, { a: 3 }]);
  expect(await driver.readLast(identity, 9)).toHaveLength(3);
  expect(await driver.readLast(identity, 0)).toEqual([]);
  expect(await driver.read(other)).toBeNull();
});

test('a driver that cannot list says so', async () => {
  const listing = new Minimal().list()[Symbol.asyncIterator]().next();
  await expect(listing).rejects.toMatchObject({ code: 'unsupported', driver: 'minimal', operation: 'list' });
});

test('setup, flush and close have nothing to do unless a driver says so', async () => {
  const driver = new Minimal();
  await Promise.all([driver.setup(), driver.flush(), driver.close()]);
  expect(driver.agreedAt(identity)).toBeGreaterThan(0);
});

test('make is how a class becomes a driver of its config', () => {
  class Configured extends Minimal {
    readonly size: number;
    constructor({ size }: { readonly size: number }) {
      super();
      this.size = size;
    }
  }
  const driver = Configured.make({ size: 3 });
  expect(driver).toBeInstanceOf(Configured);
  expect(driver.size).toBe(3);
});
