import type { Item } from '@agentstore/core';
import type { Message } from './message.ts';

/** A list of entries, short: `a1b:1,2` an add, `c2d=1,2v3` a rewrite, `e3f!` a tombstone; `B#s1` a chain's hint. */
export function describeList(list: readonly Item[] | null): string {
  if (list === null) return 'nothing';
  return `[${list.map(describeEntry).join(' ')}]`;
}

/** What matters of a list's key among those of one simulation. */
export function shortKey(key: string): string {
  return /^u\/a\.agent\/c\.([^/]*)\//.exec(key)?.[1] ?? 'hints';
}

function describeEntry(entry: Item): string {
  const { _rev, items, replaces, removed, driver, key } = entry;
  if (!Array.isArray(items)) return `${driver ?? ''}#${shortKey(String(key))}`;
  const name = shortRevision(String(_rev));
  if (removed === true) return `${name}!`;
  const messages = (items as Message[]).map(({ n, v }) => (v ? `${n}v${v}` : String(n)));
  return `${name}${replaces ? '=' : ':'}${messages.join(',')}`;
}

/** Enough to tell a revision from all others of one trace. */
function shortRevision(revision: string): string {
  let hash = 0;
  for (const letter of revision) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0;
  return (Math.imul(hash, 0x9e3779b1) >>> 0).toString(36).slice(-3);
}
