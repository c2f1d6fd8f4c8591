import type { Item, Json } from '@agentstore/core';
import type { CaseDefinition } from '../case.ts';
import { expectList, expectThat } from '../expectation.ts';
import { freshIdentity } from '../fresh-identity.ts';

/** In levels: a little less than the deepest that an item may be. */
const deep = 900;

/** Items that JSON carries, and that backends and languages have other ideas about. */
const hardValues: { readonly [what: string]: () => Item } = {
  'a field named __proto__': () =>
    JSON.parse('{"__proto__":{"polluted":true},"deep":{"__proto__":"text","a":[{"__proto__":null}]}}'),
  'fields named as an object has methods': () =>
    JSON.parse(
      '{"constructor":{"prototype":{"polluted":true}},"toString":"x","hasOwnProperty":1,"valueOf":null,"then":"x"}',
    ),
  'a field named toJSON, with a text': () => ({ toJSON: 'x', deep: { toJSON: [] } }),
  'fields named as operators are': () => ({
    $where: 'sleep(9)',
    $set: { a: 1 },
    $gt: '',
    deep: { $ref: '#', $oid: 'x' },
  }),
  'fields with dots, and without a name': () => ({ 'a.b': 1, a: { b: 2, '': 3 }, '': { '': '' }, '.': 4, 'a.': 5 }),
  'fields named as drivers name their own': () => ({
    ...{ _id: 'x', id: 7, key: 'k', pk: 'p', sk: 's', ttl: 1, expiresAt: 0, version: -1, etag: '"x"', __v: 0 },
    ...{ items: 'none', _rev: 7, after: null, removed: true, length: 0, type: 'Buffer', data: [1, 2] },
  }),
  'an item that looks like an entry of a journal': () => ({
    _rev: `000000000000${'z'.repeat(7)}`,
    items: [{ a: 1 }],
    after: null,
  }),
  'NUL, in a text and in the name of a field': () => ({ text: 'a\u0000b\u0000', 'name\u0000': '\u0000' }),
  'lone surrogates': () => ({ text: '\ud800', reversed: '\udc00\ud800', deep: ['a\udfff'], '\ud8ff': 1 }),
  'texts that look the same in other characters': () => ({
    composed: 'é',
    decomposed: 'e\u0301',
    ligature: 'ﬁ',
    bom: '\ufeffa',
  }),
  'emoji, and writing from right to left': () => ({ text: '👩‍👩‍👧‍👦🏳️‍🌈 שלום \u202eabc\u202c مرحبا', '🗝️': '漢字' }),
  'line ends and control characters': () => ({
    text: '\n\r\n\r\t\v\f\b\u0007\u001b\u007f\u0085\u2028\u2029',
    'a\nb': '\n\n',
  }),
  'blanks at either end of a text': () => ({ text: '  a  ', blank: ' ', ' name ': '\ta\n' }),
  'JSON in a text': () => ({
    text: JSON.stringify({ a: ['\n', '"', '\\'] }),
    half: '{"a":[',
    twice: JSON.stringify('"\\"'),
  }),
  "texts that look like a format's own marks": () => ({
    texts: [
      '"sealed',
      '\n\n',
      '},{',
      ']',
      '\\n',
      '\\u0000',
      '--',
      '---',
      ',',
      '#',
      ':1\r\n',
      '$5\r\n',
      '*3\r\n',
      '<x/>',
      '%s',
    ],
  }),
  'texts that look like other values': () => ({
    texts: ['1', '1.0', 'true', 'null', '', '0x1', '1e5', '2026-01-01T00:00:00Z'],
  }),
  'numbers at the limits': () => ({
    big: [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 2 ** 53 + 2, 1e21, 1e308, -1e308, 123456789012345680000],
    small: [5e-324, 2.2250738585072014e-308, 1e-7, 0.1 + 0.2, 0, 1, 1.5, -1, 4294967296, 2147483648],
  }),
  'values that are empty, and null': () => ({
    object: {},
    array: [],
    text: '',
    nothing: null,
    no: false,
    zero: 0,
    deep: [[], {}, [{}]],
  }),
  'an item without fields': () => ({}),
  'arrays of everything': () => ({
    array: [null, [null], [[]], {}, { a: [] }, '', 0, false, [1, 'a', null, { b: [2] }]],
  }),
  'fields in their order': () => ({ z: 1, a: 2, m: { y: 1, b: 2 }, A: 3, _: 4 }),
  'a text of a million characters': () => ({ text: 'aé漢😀\n"\\'.repeat(125_000) }),
  'an array of 10,000': () => ({ array: Array.from({ length: 10_000 }, (_, n) => n) }),
  'a thousand fields': () => Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`field ${n}`, n])),
  'the name of a field of 2,000 characters': () => ({ ['a'.repeat(2_000)]: 1 }),
  'objects nested 900 deep': () => nest((inner) => ({ inner })) as Item,
  'arrays nested 900 deep': () => ({ array: nest((inner) => [inner]) }),
};

/** Any JSON text is data. */
export const valueCases: readonly CaseDefinition[] = [
  ...Object.entries(hardValues).map(
    ([what, make]): CaseDefinition => ({
      title: `comes back as it was stored: ${what}`,
      async test(stage) {
        const driver = await stage.open();
        const identity = freshIdentity();
        await driver.write(identity, [make()]);
        expectList(await driver.read(identity), [make()], `read after a write of ${what}`);
        await driver.append(identity, [{ n: 1 }]);
        expectList(await driver.read(identity), [make(), { n: 1 }], `read after an append to ${what}`);
        await driver.remove(identity);

        await driver.append(identity, [make()]);
        expectList(await driver.readLast(identity, 1), [make()], `readLast after an append of ${what}`);
        expectList(
          await driver.update(identity, (items) => items),
          [make()],
          `what an update of ${what} resolves with`,
        );
        expectList(await driver.read(identity), [make()], `read after an update of ${what}`);
      },
    }),
  ),
  {
    title: 'no value changes what other objects have',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      const item: Item = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
      await driver.write(identity, [item]);
      await driver.append(identity, [item]);
      for (const read of (await driver.update(identity, (items) => items)) ?? []) {
        expectThat(!('polluted' in read), 'the field __proto__ became the prototype of the item that has it');
      }
      expectThat(!('polluted' in {}), 'the field __proto__ changed the prototype of all objects');
    },
  },
];

function nest(wrap: (inner: Json) => Json): Json {
  let value: Json = {};
  for (let level = 2; level < deep; level++) value = wrap(value);
  return value;
}
