import fc from 'fast-check';
import type { Item } from '../../src/item.ts';
import { merge } from '../../src/journal/journal.ts';
import { Copies } from './copies.ts';
import type { History } from './histories.ts';
import { startProcess } from './writing-process.ts';

const minute = 60_000;
const processes = [startProcess(0), startProcess(-2 * minute), startProcess(2 * minute)];

/** 2,000 histories of two copies and 2,000 of three: `problem` says what is wrong with one, or ''. */
export function expectNever(
  histories: fc.Arbitrary<History>,
  problem: (copies: Copies, merged: Item[]) => string,
): void {
  for (const count of [2, 3]) {
    const property = fc.property(histories, (history) => {
      const copies = new Copies(processes.slice(0, count), history);
      expect(problem(copies, copies.lists.reduce<Item[]>(merge, []))).toBe('');
    });
    fc.assert(property, { numRuns: 2_000 });
  }
}

/** '' where all are the same. */
export function difference(values: readonly unknown[]): string {
  const [first, ...others] = values.map((value) => JSON.stringify(value));
  const other = others.find((text) => text !== first);
  return other === undefined ? '' : `${first}\nis not\n${other}`;
}
