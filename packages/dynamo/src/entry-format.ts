import type { SessionIdentity } from '@agentstore/core';
import { DamagedList, type Entry, type Part } from '@agentstore/core/backend';
import { type Attributes, headOf, headText, keyAttributes } from './head-format.ts';
import { entryPartition, entrySort, numberIn, partSort } from './layout.ts';

/** What `next` says where the list is removed. */
const nothing = '-';

/** What is asked for of entries: all but the partition, which is the same for all. */
export const entryAttributes = 'sk, t, o, p, x, n';

/**
 * An entry as a record: `t`, its text; `o`, its operation; `p`, how many parts it has; `x`, when the list expires; `n`, the
 * head that follows. What an entry does not have takes up no room.
 */
export function entryRecord(list: SessionIdentity, generation: string, entry: Entry): Attributes {
  const { number, operation, text, parts, expires, next } = entry;
  return {
    ...keyAttributes({ pk: entryPartition(list), sk: entrySort(generation, number) }),
    ...(text !== '' && { t: { S: text } }),
    ...(operation !== '' && { o: { S: operation } }),
    ...(parts > 0 && { p: { N: String(parts) } }),
    ...(expires !== null && { x: { N: String(expires) } }),
    ...(next !== undefined && { n: { S: next === null ? nothing : headText(next) } }),
  };
}

/** Throws DamagedList. */
export function entryIn({ sk, t, o, p, x, n }: Attributes): Entry {
  const [number, parts, expires] = [numberIn(sk?.S ?? ''), Number(p?.N ?? 0), x ? Number(x.N) : null];
  if (!(number > 0 && parts >= 0) || Number.isNaN(expires)) throw new DamagedList('an entry has no numbers');
  const entry = { number, operation: o?.S ?? '', text: t?.S ?? '', parts, expires };
  return n ? { ...entry, next: n.S === nothing ? null : headOf(n.S) } : entry;
}

export function partRecord(list: SessionIdentity, generation: string, { operation, place, text }: Part): Attributes {
  return {
    ...keyAttributes({ pk: entryPartition(list), sk: partSort(generation, operation, place) }),
    t: { S: text },
  };
}
