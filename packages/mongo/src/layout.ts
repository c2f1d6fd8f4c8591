import { type KeyFilter, SessionIdentity } from '@agentstore/core';

/**
 * Every record's `_id` is a text, so that the index which every collection has keeps them apart and in order:
 *
 *   h <key>                                    the head of a list
 *   g <key> <generation> e <number>            an entry
 *   g <key> <generation> p <operation> <place> a part
 *
 * Neither a key nor what stands behind it has blanks, and a blank comes before all that they have: so what begins with a
 * list's key and a blank is that list's, and follows upon each other in the index.
 */
export function headId({ key }: SessionIdentity): string {
  return `h ${key}`;
}

/** Of all entries and parts of a list. */
export function listPrefix({ key }: SessionIdentity): string {
  return `g ${key} `;
}

/** Of all entries and parts of a generation. */
export function generationPrefix(list: SessionIdentity, generation: string): string {
  return `${listPrefix(list)}${generation} `;
}

/** Of all entries of a generation. */
export function entryPrefix(list: SessionIdentity, generation: string): string {
  return `${generationPrefix(list, generation)}e `;
}

export function entryId(list: SessionIdentity, generation: string, number: number): string {
  return entryPrefix(list, generation) + sortable(number);
}

/** Of all parts of an entry. */
export function partPrefix(list: SessionIdentity, generation: string, operation: string): string {
  return `${generationPrefix(list, generation)}p ${operation} `;
}

export function partId(list: SessionIdentity, generation: string, operation: string, place: number): string {
  return partPrefix(list, generation, operation) + sortable(place);
}

/** The `_id`s that begin with a prefix. */
export function idsUnder(prefix: string): { readonly $gte: string; readonly $lt: string } {
  return { $gte: prefix, $lt: endOf(prefix) };
}

/** The first `_id` behind those that begin with a prefix. */
export function endOf(prefix: string): string {
  const last = prefix.length - 1;
  return prefix.slice(0, last) + String.fromCharCode(prefix.charCodeAt(last) + 1);
}

/** The `_id`s of the heads of all lists that a filter may mean. */
export function headIds({ prefix }: KeyFilter): { readonly $gte: string; readonly $lt: string } {
  return idsUnder(`h ${prefix}`);
}

export function numberOf(entry: string): number {
  return Number.parseInt(entry.slice(entry.lastIndexOf(' ') + 1), 36);
}

/** Which generation of a list an entry or a part is of. */
export function generationOf(list: SessionIdentity, id: string): string {
  const start = listPrefix(list).length;
  return id.slice(start, id.indexOf(' ', start));
}

/** Whose head has this `_id`; null: it is somebody else's record. */
export function identityOf(id: string): SessionIdentity | null {
  try {
    return SessionIdentity.fromKey(id.slice(2));
  } catch {
    return null;
  }
}

/** Eight digits of base 36: so that texts sort as their numbers do. */
function sortable(number: number): string {
  return number.toString(36).padStart(8, '0');
}
