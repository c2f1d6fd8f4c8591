import type { Item } from '@agentstore/core';

/**
 * A list is one object, its head, and parts that never change:
 *
 *   {"agentstore":1,"identity":"u.u1/a.support/c.c1/s.history","generation":"...","sealed":2,...}
 *   ["...",40]
 *   {"role":"user",...}
 *   {"role":"assistant",...}
 *
 * In the list's order: the sealed segments, which are parts named 0, 1, ... and hold lines as the head does; then the head's own
 * lines, its tail. A line is an item, or names a part that holds items in its place, and says how many.
 *
 * The head's size, divided by 4, leaves what a listing needs to know of it (see `Kind`).
 */
export interface Head {
  /** The identity's key: that of the object may be a shortened one. */
  readonly identity: string;
  /** Made up when the object was put where there was none: the same as long as it has not been deleted. */
  readonly born: string;
  /** What the keys of the parts have in common. A rewrite begins a new one. */
  readonly generation: string;
  /** How many segments are sealed. */
  readonly sealed: number;
  /** In milliseconds since 1970; null: never. */
  readonly expiresAt: number | null;
  /** There is no list any more, or not yet. */
  readonly isRemoved: boolean;
  /** The newest operation of each of the drivers that changed the list last, the newest first. */
  readonly operations: readonly string[];
  /** Lines, with line feeds between them. */
  readonly tail: string;
}

/** A line that names a part which holds items in its place: the part's name, and how many items. */
export type Reference = readonly [name: string, items: number];
export type Line = Item | Reference;

/** What the size of a head tells. */
export type Kind = 'lasting' | 'expiring' | 'removed' | 'foreign';
const kinds: readonly Kind[] = ['lasting', 'expiring', 'removed', 'foreign'];

const mark = '{"agentstore":1,';

/** An object was put there by somebody else. */
export class ForeignObject extends Error {
  override readonly name = 'ForeignObject';
}

/** An object was one of ours, and is damaged. */
export class UnreadableList extends Error {
  override readonly name = 'UnreadableList';
}

export function headText({ tail, ...fields }: Head): string {
  const { identity, born, generation, sealed, expiresAt, isRemoved, operations } = fields;
  const header = { agentstore: 1, identity, born, generation, sealed, expiresAt, isRemoved, operations };
  const text = JSON.stringify(header);
  const kind = kinds.indexOf(isRemoved ? 'removed' : expiresAt === null ? 'lasting' : 'expiring');
  const size = Buffer.byteLength(text) + 1 + Buffer.byteLength(tail);
  return `${text}${' '.repeat((kinds.length + kind - (size % kinds.length)) % kinds.length)}\n${tail}`;
}

export function kindOf(size: number): Kind {
  return kinds[size % kinds.length] ?? 'foreign';
}

/** Reads a head, of which the end may be missing. Throws ForeignObject and UnreadableList. */
export function readHead(text: string): Head {
  if (!text.startsWith(mark)) throw new ForeignObject('it does not begin as a list');
  const end = text.indexOf('\n');
  const { agentstore: _mark, ...header } = parse(text.slice(0, end)) as Omit<Head, 'tail'> & { agentstore: 1 };
  const { identity, generation, sealed, operations } = header;
  const isWhole = [identity, generation].every((field) => typeof field === 'string') && Array.isArray(operations);
  if (!isWhole || !Number.isInteger(sealed)) throw new UnreadableList('its first line lacks something');
  return { ...header, tail: text.slice(end + 1) };
}

/** What is known of a head that is damaged and will be replaced. */
export function damagedHead(identity: string): Head {
  const unknown = { born: '', generation: '', sealed: 0, expiresAt: null, isRemoved: false, operations: [], tail: '' };
  return { identity, ...unknown };
}

/** Whether it is a list, by this process's clock. */
export function isLiving({ isRemoved, expiresAt }: Head): boolean {
  return !isRemoved && !(expiresAt !== null && expiresAt <= Date.now());
}

export function itemLines(items: readonly Item[]): string[] {
  return items.map((item) => JSON.stringify(item));
}

/** Throws UnreadableList. */
export function readLines(text: string): Line[] {
  // No text of JSON holds a line feed.
  return parse(`[${text.replaceAll('\n', ',')}]`) as Line[];
}

/** How many items lines are and name. */
export function itemCount(lines: readonly Line[]): number {
  return lines.reduce((count, line) => count + (isReference(line) ? line[1] : 1), 0);
}

export function isReference(line: Line): line is Reference {
  return Array.isArray(line);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UnreadableList('it is not JSON', { cause });
  }
}
