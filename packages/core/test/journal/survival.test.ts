import type { Item } from '../../src/item.ts';
import { itemsOf } from '../../src/journal/entry.ts';
import { fold } from '../../src/journal/journal.ts';
import type { Copies } from './copies.ts';
import { difference, expectNever } from './expect-never.ts';
import { appends, histories, historiesWithLostReplies } from './histories.ts';

function lostOrBack({ brought, removed }: Copies, merged: Item[]): string {
  const alive = fold(merged).map(({ id }) => id);
  return difference([alive.sort(), [...brought].filter((id) => !removed.has(id)).sort()]);
}

test('an item lives unless somebody who saw it removed it, and a removed one never comes back', () => {
  expectNever(histories, lostOrBack);
});

test('that holds also where a rewrite lost its reply, so that another copy took its second attempt', () => {
  expectNever(historiesWithLostReplies, lostOrBack);
});

test('an item appears once', () => {
  expectNever(histories, ({ lists }, merged) => {
    const twice = [...lists, merged].map(fold).filter((living) => {
      const once = [new Set(living.map(({ id }) => id)), new Set(living.map(({ item }) => item.content))];
      return once.some(({ size }) => size < living.length);
    });
    return difference([twice, []]);
  });
});

test('an edit is undone by nobody who saw it', () => {
  expectNever(histories, ({ written, seenBy }, merged) => {
    const versions = new Map<string, { revision: string; text: string }[]>();
    for (const entry of written) {
      for (const { id, item } of itemsOf(entry)) {
        const version = { revision: entry._rev, text: JSON.stringify(item) };
        versions.set(id, [...(versions.get(id) ?? []), version]);
      }
    }
    const undone = fold(merged).filter(({ id, item }) => {
      const same = (text: string) => text === JSON.stringify(item);
      const ofItem = versions.get(id) ?? [];
      const isOvertaken = (revision: string) =>
        ofItem.some((later) => seenBy.get(later.revision)?.has(revision) && !same(later.text));
      return !ofItem.some(({ revision, text }) => same(text) && !isOvertaken(revision));
    });
    return difference([undone, []]);
  });
});

test('where nothing was put elsewhere, what a writer adds stands in its order and after all that it had read', () => {
  expectNever(histories, ({ addedBy, readBefore, wasReordered }, merged) => {
    if (wasReordered) return '';
    const places = new Map(fold(merged).map(({ id }, at) => [id, at]));
    const placesOf = (ids: readonly string[]) => ids.flatMap((id) => places.get(id) ?? []);
    const tooEarly = readBefore.filter(({ added, read }) => {
      const seen = placesOf(fold(read).map(({ id }) => id));
      return Math.max(-1, ...seen) >= Math.min(Number.POSITIVE_INFINITY, ...placesOf(added));
    });
    const ownOrders = [...addedBy.values()].map(placesOf);
    return difference([tooEarly, []]) || difference([ownOrders, ownOrders.map((own) => own.toSorted((a, b) => a - b))]);
  });
});

test('appends alone stand in the order of their revisions', () => {
  expectNever(appends, (_, merged) => {
    const ids = fold(merged).map(({ id }) => id);
    return difference([ids, ids.toSorted()]);
  });
});
