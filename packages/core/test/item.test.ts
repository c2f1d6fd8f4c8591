import fc from 'fast-check';
import { type Item, MemoryDriver, Storage, ValidationError } from '../src/index.ts';
import { FaultyDriver } from './faulty-driver.ts';

class Values extends Storage<object> {
  static readonly prefix = 'values';
}

const session = { agentName: 'a' };

async function stored(value: object): Promise<Item> {
  const driver = new MemoryDriver();
  await new Values(session, driver).add(value);
  const [item] = await new Values(session, driver).get();
  return item as Item;
}

function nested(levels: number): object {
  let value: object = {};
  for (let level = 1; level < levels; level++) value = { in: value };
  return value;
}

const cycle: { self?: object } = {};
cycle.self = { again: cycle };

const unfit: [string, object, string][] = [
  ['a BigInt', { a: 1n }, '.a'],
  ['NaN', { a: { b: Number.NaN } }, '.a.b'],
  ['Infinity', { a: [1, Number.POSITIVE_INFINITY] }, '.a[1]'],
  ['-Infinity', { a: Number.NEGATIVE_INFINITY }, '.a'],
  ['a function', { a: { run() {} } }, '.a.run'],
  ['a symbol', { a: Symbol('x') }, '.a'],
  ['a symbol as a key', { a: { [Symbol('x')]: 1 } }, '.a'],
  ['a cycle', { cycle }, '.cycle.self.again'],
  ['a Date', { a: [{ at: new Date(0) }] }, '.a[0].at'],
  ['a Map', { a: new Map() }, '.a'],
  ['a Set', { a: new Set() }, '.a'],
  ['bytes', { a: new Uint8Array(1) }, '.a'],
  ['a Buffer', { a: Buffer.from('x') }, '.a'],
  ['an ArrayBuffer', { a: new ArrayBuffer(1) }, '.a'],
  ['a RegExp', { a: /x/ }, '.a'],
  ['an Error', { a: new Error('x') }, '.a'],
  ['a Promise', { a: Promise.resolve() }, '.a'],
  ['a boxed text', { a: new String('x') }, '.a'],
  ['a URL', { a: new URL('http://x') }, '.a'],
  ['an object with toJSON', { a: { toJSON: () => 'x' } }, '.a'],
  ['undefined in an array', { a: ['x', undefined] }, '.a[1]'],
  ['a hole in an array', { a: new Array(1) }, '.a[0]'],
  ['too many levels', nested(1001), '.in'.repeat(1000)],
  ['a Date instead of an object', new Date(0), ''],
  ['an array instead of an object', ['x'], ''],
  ['a text instead of an object', 'x' as unknown as object, ''],
  ['null instead of an object', null as unknown as object, ''],
];

test.each(unfit)('%s is refused with its path before any driver sees it', async (_, value, path) => {
  const driver = new FaultyDriver();
  const values = new Values(session, driver);
  for (const refused of [values.add({ fine: true }, value), values.set([{ fine: true }, value])]) {
    const error: unknown = await refused.catch((rejection: unknown) => rejection);
    expect(error).toBeInstanceOf(ValidationError);
    expect(error).toMatchObject({ code: 'validation', path: `items[1]${path}` });
    expect(String(error)).toContain(`items[1]${path} `);
  }
  await values.save();
  expect(driver.calls).toEqual([]);
});

test('every JSON value comes back exactly', async () => {
  const property = fc.asyncProperty(
    fc.jsonValue({ maxDepth: 5 }),
    fc.string({ unit: 'binary' }),
    async (value, key) => {
      const object = JSON.parse(JSON.stringify({ value, [`${key}x`]: key }));
      expect(JSON.stringify(await stored(object))).toBe(JSON.stringify(object));
    },
  );
  await fc.assert(property, { numRuns: 2_000 });
});

test.each([
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '$where',
  '$set',
  'a.b',
  '',
  'length',
])('the key %p is data', async (key) => {
  const text = `{${JSON.stringify(key)}:{"polluted":true},"in":[{${JSON.stringify(key)}:1}]}`;
  const item = await stored(JSON.parse(text));
  expect(JSON.stringify(item)).toBe(text);
  expect(Object.getPrototypeOf(item)).toBe(Object.prototype);
  expect('polluted' in {}).toBe(false);
});

test.each([['\0'], ['a\0b'], ['\ud800'], ['\udc00\ud800'], ['\u2028'], ['\ufeff'], ['😀'], ['"\\\n']])(
  'the text %j comes back exactly, as a value and as a key',
  async (text) => {
    const item = await stored({ value: text, [text]: [text] });
    expect(item.value === text && Object.keys(item)[1] === text).toBe(true);
    expect(item[text]).toEqual([text]);
  },
);

test('fields that are undefined are dropped, and -0 is 0', async () => {
  const item = await stored({ a: undefined, b: { c: undefined }, zero: -0, list: [-0] });
  expect(Object.keys(item)).toEqual(['b', 'zero', 'list']);
  expect(Object.is(item.zero, 0)).toBe(true);
  expect(item).toEqual({ b: {}, zero: 0, list: [0] });
});

test('what a storage that has loaded gives back after an add is what another one reads', async () => {
  const driver = new MemoryDriver();
  const values = new Values(session, driver);
  expect(await values.get()).toEqual([]);
  await values.add({ zero: -0, dropped: undefined, list: [{ dropped: undefined }] });
  const [own] = (await values.get()) as Item[];
  expect(Object.is(own?.zero, 0)).toBe(true);
  expect(Object.keys(own ?? {})).toEqual(['zero', 'list']);
  expect(await new Values(session, driver).get()).toEqual(await values.get());
});

test('an instance of a class counts by its own fields', async () => {
  class Base {
    readonly own = 1;
    get computed(): number {
      return 2;
    }
    method(): void {}
  }
  class Message extends Base {
    readonly constructor_ = 'x';
    static readonly shared = 3;
  }
  expect(await stored(new Message())).toEqual({ own: 1, constructor_: 'x' });
});

test('objects without a prototype, or with a field called toJSON or constructor, are objects', async () => {
  const bare = Object.assign(Object.create(null), { a: 1 });
  expect(await stored({ bare, toJSON: 'x', constructor: null })).toEqual({
    bare: { a: 1 },
    toJSON: 'x',
    constructor: null,
  });
});

test('what a program gave to the prototype of all objects is no field', async () => {
  Object.defineProperty(Object.prototype, 'given', { value: 1, enumerable: true, configurable: true });
  try {
    expect(Object.keys(await stored({ own: {}, other: 2 }))).toEqual(['own', 'other']);
  } finally {
    delete (Object.prototype as { given?: number }).given;
  }
});

test('an object that stands in two places is no cycle', async () => {
  const shared = { a: [1] };
  expect(await stored({ one: shared, two: [shared, shared] })).toEqual({
    one: { a: [1] },
    two: [{ a: [1] }, { a: [1] }],
  });
});

test('a thousand levels come back', async () => {
  expect(JSON.stringify(await stored(nested(1000)))).toBe(JSON.stringify(nested(1000)));
});

test('frozen objects can be stored, and nothing is written into what is passed in', async () => {
  const value = Object.freeze({ a: Object.freeze([Object.freeze({ b: undefined, c: -0 })]) });
  await stored(value);
  expect(Object.keys(value.a[0] ?? {})).toEqual(['b', 'c']);
  expect(Object.is(value.a[0]?.c, -0)).toBe(true);
});

test('what looks like an entry of the journal is an item like any other', async () => {
  const item = { _rev: 'zzzzzzzzzzzzzzzzzzz', items: [{ a: 1 }], replaces: { upTo: 'zzz', also: [] }, removed: true };
  expect(await stored(item)).toEqual(item);
});
