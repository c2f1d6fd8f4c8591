import type { Item } from '../../src/item.ts';
import { entriesOf } from '../../src/journal/entry.ts';
import { fold, isComplete, merge } from '../../src/journal/journal.ts';
import { type Copies, shuffled } from './copies.ts';
import { difference, expectNever } from './expect-never.ts';
import { histories, historiesWithLostReplies } from './histories.ts';

function ordersOf<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((first, at) => ordersOf(list.toSpliced(at, 1)).map((rest) => [first, ...rest]));
}

function twoOutcomes({ lists, written }: Copies, merged: Item[]): string {
  const outcomes = ordersOf(lists).flatMap((order) => [
    order.reduce<Item[]>(merge, []),
    order.reduceRight<Item[]>((later, earlier) => merge(earlier, later), []),
  ]);
  // Nothing that was ever written, and dropped since, would have changed the outcome.
  return difference([merged, ...outcomes, merge(shuffled(written, written.length), written)]);
}

test('copies that met hold the same entries, whoever met whom first', () => {
  expectNever(histories, twoOutcomes);
});

test('copies end alike also where a rewrite lost its reply, so that another copy took its second attempt', () => {
  expectNever(historiesWithLostReplies, twoOutcomes);
});

test('to merge a copy again changes nothing', () => {
  expectNever(histories, ({ lists }, merged) =>
    difference([merged, merge(merged, merged), ...lists.map((list) => merge(merged, list))]),
  );
});

test('what a list says depends on its set of entries, not on their order, nor on how often each stands there', () => {
  expectNever(histories, ({ lists, written }, merged) => {
    const all = lists.flatMap((list) => entriesOf(list));
    return difference([merged, shuffled([...all, ...all], all.length), written].map(fold));
  });
});

test('what has met everything is complete', () => {
  expectNever(histories, ({ written }, merged) => {
    const isJournal = written.some(({ after, replaces }) => after !== undefined || replaces);
    return isJournal && !isComplete(merged) ? 'incomplete' : '';
  });
});
