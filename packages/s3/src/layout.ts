import { createHash } from 'node:crypto';
import { type KeyFilter, SessionIdentity } from '@agentstore/core';

/**
 * In characters: the longest segment of a key. Four of them, the prefix and a part's name fit into the 1,024 bytes that a key
 * may have, and each into the 255 that stores on a file system take.
 */
const longestSegment = 180;
const hashLength = 40;
const segments = 4;

/** The key of a list's head. */
export function headKey(prefix: string, { key }: SessionIdentity): string {
  return `${prefix}lists/${shortened(key)}`;
}

/** What the keys of all parts of a list begin with. */
export function partsPrefix(prefix: string, { key }: SessionIdentity): string {
  return `${prefix}parts/${shortened(key)}/`;
}

/** What the keys of all heads begin with that a filter may mean. */
export function headsPrefix(prefix: string, filter: KeyFilter): string {
  return `${prefix}lists/${shortened(filter.prefix)}`;
}

/** Whose list has its head at a key: 'long' if only the head can tell; null: the key is somebody else's. */
export function identityAt(prefix: string, key: string): SessionIdentity | 'long' | null {
  const path = key.slice(`${prefix}lists/`.length);
  const names = path.split('/');
  if (names.length !== segments) return null;
  if (names.some((name) => name.length === longestSegment && isShortened(name))) return 'long';
  try {
    return SessionIdentity.fromKey(path);
  } catch {
    return null;
  }
}

/** A segment that is too long ends in a hash of itself. What the escaped id has no dot of its own tells the two apart. */
function shortened(key: string): string {
  return key.split('/').map(shortenedSegment).join('/');
}

function shortenedSegment(segment: string): string {
  if (segment.length <= longestSegment) return segment;
  const hash = createHash('sha256').update(segment).digest('hex').slice(0, hashLength);
  return `${segment.slice(0, longestSegment - hashLength - 1)}.${hash}`;
}

function isShortened(segment: string): boolean {
  return segment.split('.').length > 2;
}
