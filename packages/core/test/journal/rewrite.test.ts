import type { Item } from '../../src/item.ts';
import { type Entry, entriesOf } from '../../src/journal/entry.ts';
import { fold, merge } from '../../src/journal/journal.ts';
import { mintRevision, revisionAt } from '../../src/journal/revision.ts';
import { rewriteOf, seenRevisions } from '../../src/journal/rewrite.ts';
import { startProcess } from './writing-process.ts';

const minute = 60_000;
const start = Date.now() + 24 * 60 * minute;
const { mintRevision: mint, rewriteOf: rewriteLater } = startProcess(0);

afterEach(() => jest.restoreAllMocks());

/** Adds that were made one a second, from `start` on. */
function adds(count: number): Entry[] {
  return Array.from({ length: count }, (_, second) => {
    jest.spyOn(Date, 'now').mockReturnValue(start + second * 1000);
    return { _rev: mint(), items: [{ second }], after: null };
  });
}

function rewriteAt(time: number, list: readonly Item[], agreedAt: number | null = time): Entry {
  jest.spyOn(Date, 'now').mockReturnValue(time);
  return rewriteLater(entriesOf(list), fold(list), agreedAt);
}

test('a rewrite is newer than all that it saw', () => {
  const seen: Entry = { _rev: mintRevision(), items: [], after: null };
  expect(rewriteOf([seen], [], null)._rev > seen._rev).toBe(true);
});

test('a rewrite names one by one what it saw within the last five minutes', () => {
  const entries = adds(600);
  const { replaces } = rewriteAt(start + 600_000, entries);
  expect(replaces?.upTo).toBe(revisionAt(start + 5 * minute));
  expect(replaces?.also).toEqual(entries.slice(300).map(({ _rev }) => _rev));
});

test('a rewrite names the newest entries one by one whatever their age', () => {
  const entries = adds(100);
  const { replaces } = rewriteAt(start + 24 * 60 * minute, entries);
  expect(replaces?.also).toEqual(entries.slice(-63).map(({ _rev }) => _rev));
  expect(rewriteAt(start + 24 * 60 * minute, entries.slice(-10)).replaces?.upTo).toBe('');
});

test('a rewrite names everything where it is not known whether the drivers agree', () => {
  const entries = adds(600);
  const { replaces } = rewriteAt(start + 24 * 60 * minute, entries, null);
  expect(replaces).toEqual({ upTo: '', also: entries.map(({ _rev }) => _rev) });
});

test('a rewrite replaces at least all that the rewrites before it replaced', () => {
  const first = rewriteAt(start + 24 * 60 * minute, adds(100));
  const second = rewriteAt(start + 25 * 60 * minute, [first], null);
  expect(second.replaces?.upTo).toBe(first.replaces?.upTo);
  expect(second.replaces?.also).toEqual(expect.arrayContaining([first._rev, ...(first.replaces?.also ?? [])]));
});

test('what a rewrite did not see it does not replace', () => {
  const [seen, unseen] = adds(2);
  if (!seen || !unseen) throw new Error('two were asked for');
  const cleared = rewriteLater([seen], [], null);
  expect(fold(merge([cleared], [seen, unseen])).map(({ item }) => item)).toEqual(unseen.items);
});

test('a bound in time covers no item that another program wrote', () => {
  const rewrite = rewriteAt(start + 24 * 60 * minute, adds(100));
  expect(rewrite.replaces?.upTo).not.toBe('');
  expect(fold(merge([rewrite], [{ text: 'of another program' }]))).toHaveLength(101);
});

test('a rewrite drops what it replaces from the list', () => {
  const entries = adds(3);
  const rewrite = rewriteAt(start + minute, entries);
  expect(merge(entries, [rewrite])).toEqual([rewrite]);
});

test('what a rewrite stands for is seen through it', () => {
  const entries = adds(3);
  const seen = seenRevisions([rewriteAt(start + minute, entries)]);
  expect(seen).toEqual(expect.arrayContaining(entries.map(({ _rev }) => _rev)));
});
