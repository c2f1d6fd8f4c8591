import type { Item } from '../../src/item.ts';
import { type Entry, entriesOf } from '../../src/journal/entry.ts';
import { fold, hasConflict, isComplete, merge } from '../../src/journal/journal.ts';
import { mintRevision, type Revision } from '../../src/journal/revision.ts';
import { rewriteOf } from '../../src/journal/rewrite.ts';

function added(after: Revision | null): Entry {
  return { _rev: mintRevision(), items: [{ content: 'x' }], after };
}

function rewritten(list: readonly Item[]): Entry {
  return rewriteOf(entriesOf(list), fold(list), null);
}

const first = added(null);
const second = added(first._rev);
const third = added(second._rev);

test('a list is complete where one entry opens it and each stands after another that is there', () => {
  expect(isComplete([first])).toBe(true);
  expect(isComplete([first, second, third])).toBe(true);
  expect(isComplete([third, first, second])).toBe(true);
});

test('a list that lacks its beginning, or one in the middle, is not complete', () => {
  expect(isComplete([second, third])).toBe(false);
  expect(isComplete([first, third])).toBe(false);
  expect(isComplete([third])).toBe(false);
});

test('what was replaced is not missing', () => {
  const rewrite = rewritten([first, second]);
  expect(isComplete([rewrite])).toBe(true);
  expect(isComplete([rewrite, third])).toBe(true);
  expect(isComplete([rewritten([rewrite]), third])).toBe(true);
});

test('a rewrite that is missing is missed', () => {
  const rewrite = rewritten([first]);
  expect(isComplete([first, added(rewrite._rev)])).toBe(false);
  expect(isComplete([rewritten([first, second]), added(rewrite._rev)])).toBe(false);
});

test('a list that was cleared is complete, whoever cleared it', () => {
  expect(isComplete([])).toBe(true);
  expect(isComplete([rewriteOf([first], [], null)])).toBe(true);
});

test('a list that holds no entries can miss nothing', () => {
  expect(isComplete([{ content: 'raw' }])).toBe(true);
});

test('rewrites that did not see each other are a conflict until one has seen both', () => {
  const [one, other] = [rewritten([first]), rewritten([first])];
  expect(hasConflict([one])).toBe(false);
  const both = merge([one], [other]);
  expect(hasConflict(both)).toBe(true);
  expect(hasConflict([rewritten(both)])).toBe(false);
  expect(hasConflict(merge(both, [rewritten(both)]))).toBe(false);
});
