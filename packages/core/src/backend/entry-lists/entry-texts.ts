import type { Item, SessionIdentity } from '@agentstore/core';
import type { Call } from '../call.ts';
import type { Entry, EntryTable } from './entry-table.ts';

const encoder = new TextEncoder();
// A mark of byte order is a character of the text like any other.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** What is stored was not written by this package, or was damaged. */
export class DamagedList extends Error {
  override readonly name = 'DamagedList';
}

/** JSON of the items without the outer brackets, so that texts can be joined by commas. */
export function textOf(items: readonly Item[]): string {
  return items.map((item) => JSON.stringify(item)).join(',');
}

/** Throws DamagedList. */
export function itemsOf(texts: readonly (string | null)[]): Item[] {
  if (texts.includes(null)) throw new DamagedList('parts of an entry are missing');
  try {
    return JSON.parse(`[${texts.join(',')}]`);
  } catch {
    // Not as the cause: it quotes what is stored.
    throw new DamagedList('an entry is not JSON');
  }
}

/** The items' texts, as many together as have room in `bytes`; what is bigger stands alone. */
export function packed(items: readonly Item[], bytes: number): string[] {
  const packs: string[] = [];
  let room = 0;
  for (const item of items) {
    const text = JSON.stringify(item);
    const size = sizeOf(text) + 1;
    const last = packs.at(-1);
    if (last !== undefined && size <= room) packs[packs.length - 1] = `${last},${text}`;
    else {
      packs.push(text);
      room = bytes;
    }
    room -= size;
  }
  return packs;
}

/** The text in pieces of at most `bytes` of UTF-8, between characters. */
export function cut(text: string, bytes: number): string[] {
  // No character has more than three bytes for each of its units.
  if (text.length * 3 <= bytes) return [text];
  const encoded = encoder.encode(text);
  const pieces: string[] = [];
  for (let start = 0; start < encoded.length; ) {
    let end = Math.min(start + bytes, encoded.length);
    while (end < encoded.length && isInsideCharacter(encoded[end])) end -= 1;
    pieces.push(decoder.decode(encoded.subarray(start, end)));
    start = end;
  }
  return pieces;
}

/** The text of each entry, with its parts; null where these are not all there, such as while they are being erased. */
export async function textsOf(
  table: EntryTable,
  call: Call,
  list: SessionIdentity,
  generation: string,
  entries: readonly Entry[],
): Promise<(string | null)[]> {
  const texts: (string | null)[] = [];
  for (const entry of entries) {
    const pieces = await piecesOf(table, call, list, generation, entry);
    texts.push(pieces && (pieces.length === 1 ? entry.text : pieces.join('')));
  }
  return texts;
}

/** The parts of an entry and its own text; null where not all are there. */
export async function piecesOf(
  table: EntryTable,
  call: Call,
  list: SessionIdentity,
  generation: string,
  { operation, parts, text }: Entry,
): Promise<string[] | null> {
  if (parts === 0) return [text];
  const before = await table.parts(call, list, generation, operation);
  return before.length === parts ? [...before, text] : null;
}

function sizeOf(text: string): number {
  return encoder.encode(text).length;
}

function isInsideCharacter(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0b1100_0000) === 0b1000_0000;
}
