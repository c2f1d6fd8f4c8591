import { createHash } from 'node:crypto';

/** In characters of ASCII. LMDB's keys have at most 1,978 bytes, and an item's key has its number beside the name. */
const longestBeginning = 1_800;

/** Under which name LMDB holds a list: the identity's key, or where that is too long, its beginning and a hash. */
export function listName(key: string): string {
  if (key.length <= longestBeginning) return key;
  // '~' stands in no key: a shortened name is no other identity's.
  return `${key.slice(0, longestBeginning)}~${createHash('sha256').update(key).digest('hex')}`;
}

/** Between which two names all lists lie whose keys have this beginning, with some others where it is long. */
export function namesWith(prefix: string): { readonly start: string; readonly end: string } {
  const start = prefix.slice(0, longestBeginning);
  // Behind all other names: '~' is greater than all that stands in a key or in a hash.
  return { start, end: `${start}~~` };
}
