import type { Item } from '../../src/item.ts';
import { type Entry, entriesOf, isForeign, isJournal, itemsOf, revisionOf } from '../../src/journal/entry.ts';
import { fold, merge } from '../../src/journal/journal.ts';
import { mintRevision } from '../../src/journal/revision.ts';
import { rewriteOf } from '../../src/journal/rewrite.ts';

const hello: Item = { role: 'user', content: 'hello' };

function entry(...items: Item[]): Entry {
  return { _rev: mintRevision(), items, after: null };
}

test('the entries of a list stand oldest first, each once', () => {
  const [first, second, third] = [entry(hello), entry(hello), entry(hello)];
  expect(entriesOf([third, first, second, first])).toEqual([first, second, third]);
});

test('objects that are no entries count as items at the beginning of time, in their order', () => {
  const known = entry({ content: 'later' });
  const list = [{ content: 'a' }, { content: 'b' }, known];
  expect(fold(list).map(({ item }) => item.content)).toEqual(['a', 'b', 'later']);
  expect(entriesOf(list).map(({ _rev }) => isForeign(_rev))).toEqual([true, true, false]);
});

test('equal objects that are no entries are as many items as they are', () => {
  expect(fold([hello, hello, hello])).toHaveLength(3);
});

test('every process knows an object that is no entry by the same id', () => {
  const copy = (): Item[] => JSON.parse(JSON.stringify([hello, { content: 'b' }]));
  expect(fold(copy())).toEqual(fold(copy()));
  expect(merge(copy(), copy())).toHaveLength(2);
});

test('an object is no entry for carrying one of its fields', () => {
  const lookalikes: Item[] = [{ _rev: 'x' }, { items: [] }, { _rev: 1, items: [] }, { _rev: 'x', items: {} }];
  expect(isJournal(lookalikes)).toBe(false);
  expect(fold(lookalikes).map(({ item }) => item)).toEqual(lookalikes);
});

test('a rewrite stands for objects that are no entries only where it saw them', () => {
  const seen: Item[] = [{ content: 'seen' }];
  const cleared = rewriteOf(entriesOf(seen), [], Date.now());
  expect(fold(merge([cleared], seen))).toEqual([]);
  expect(fold(merge([cleared], [{ content: 'written by another program' }]))).toHaveLength(1);
});

test('the id of an item tells what brought it, also beyond the tenth item', () => {
  const many = entry(...Array.from({ length: 50 }, () => hello));
  const ids = itemsOf(many).map(({ id }) => id);
  expect(ids).toEqual(ids.toSorted());
  expect(new Set(ids).size).toBe(50);
  expect(new Set(ids.map(revisionOf))).toEqual(new Set([many._rev]));
});

test('the items of a rewrite have the ids that it names', () => {
  const known = entry(hello, { content: 'b' });
  const [first, second] = itemsOf(known);
  if (!first || !second) throw new Error('an entry of two items has two');
  const rewrite = rewriteOf([known], [second, first], null);
  expect(itemsOf(rewrite)).toEqual([second, first]);
});

test('an object of another program that has fields of the same names is no entry', () => {
  const document = { _rev: '1-abc', items: [{ sku: 1 }], order: 7 };
  expect(isJournal([document])).toBe(false);
  expect(fold([document]).map(({ item }) => item)).toEqual([document]);
});
