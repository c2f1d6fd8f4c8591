import { createHash } from 'node:crypto';
import { type KeyFilter, SessionIdentity } from '@agentstore/core';

/** In bytes: what DynamoDB takes as a sort key. As a partition key it takes 2,048, which no user's id fills. */
const longestSort = 1024;
/** In bytes: each entry is paid for with its keys, so that long ones are cut well before DynamoDB would refuse them. */
const longestPartition = 256;
/** SHA-256 in base64url, behind a sign that no key has. */
const hashLength = 44;
/** So many letters have their order: entry 78,364,164,095 of a generation is the last one. */
const [numberLength, placeLength] = [7, 4];

export interface RecordKey {
  readonly pk: string;
  readonly sk: string;
}

/**
 * Where the head of a list lies: under its user, `u.<user>`, by the rest of its key, `a.<agent>/c.<chat>/s.<scope>`. So the
 * lists of a user, and of a user's session, are one range.
 */
export function headKey({ key }: SessionIdentity): RecordKey {
  const end = key.indexOf('/');
  return { pk: key.slice(0, end), sk: shortened(key.slice(end + 1), longestSort) };
}

/** The partition of a list's entries: its key. It has a slash or the sign of a hash, as no head's partition has. */
export function entryPartition({ key }: SessionIdentity): string {
  return shortened(key, longestPartition);
}

/** An entry is found by `<generation>#<number>`; numbers sort as they count. */
export function entrySort(generation: string, number: number): string {
  return entriesOf(generation) + padded(number, numberLength);
}

/** A part is found by `<generation>!<operation>#<place>`. */
export function partSort(generation: string, operation: string, place: number): string {
  return partsOf(generation, operation) + padded(place, placeLength);
}

/** What the sort keys of a generation's entries begin with. */
export function entriesOf(generation: string): string {
  return `${generation}#`;
}

/** What the sort keys of an operation's parts begin with. */
export function partsOf(generation: string, operation: string): string {
  return `${generation}!${operation}#`;
}

/** An entry's number; NaN: that is no sort key of an entry. */
export function numberIn(sort: string): number {
  return Number.parseInt(sort.slice(sort.lastIndexOf('#') + 1), 36);
}

/** Whose entries or parts lie there. */
export function generationIn(sort: string): string {
  return sort.slice(0, sort.search(/[#!]/));
}

/** Behind everything of a generation, and before what is of any later one. */
export function behind(generation: string): string {
  return `${generation}~`;
}

/** Where the heads lie that a filter means, and what their sort keys begin with; null: anywhere. */
export function headRange({ prefix }: KeyFilter): RecordKey | null {
  const end = prefix.indexOf('/');
  if (end < 0) return null;
  // A key that was shortened has no more of its letters.
  return { pk: prefix.slice(0, end), sk: prefix.slice(end + 1, end + 1 + longestSort - hashLength) };
}

/** Whose list has its head there; null: it is no head of ours. @param wholeKey where the sort key was shortened */
export function identityOf({ pk, sk }: RecordKey, wholeKey: string | undefined): SessionIdentity | null {
  try {
    const identity = SessionIdentity.fromKey(wholeKey ?? `${pk}/${sk}`);
    const key = headKey(identity);
    return key.pk === pk && key.sk === sk ? identity : null;
  } catch {
    return null;
  }
}

/** Whether the head of a list does not tell its whole key by where it lies. */
export function isShortened({ key }: SessionIdentity): boolean {
  return key.length - key.indexOf('/') - 1 > longestSort;
}

/** A key (ASCII) that has room in so many bytes: as it is, or its beginning and a hash, which no other key has. */
function shortened(key: string, bytes: number): string {
  if (key.length <= bytes) return key;
  return `${key.slice(0, bytes - hashLength)}#${createHash('sha256').update(key).digest('base64url')}`;
}

function padded(number: number, length: number): string {
  return number.toString(36).padStart(length, '0');
}
