import type { Item } from '@agentstore/core';

/**
 * A list is one string of JSON, which lacks its last bracket so that an append can go on from there:
 *
 *   ["agentstore1 <expires><version> <slots>",
 *   {"role":"user",...},
 *   {"role":"assistant",...}
 *
 * The head has a fixed length, so that the scripts can change it in place (see scripts.ts). `expires` is 'e' where the last
 * change came with a ttl, else '-'. `version` is the id of the operation that wrote the list as a whole: with the length
 * it tells whether anything was changed. A slot holds the id of the newest operation of one driver on this list; there are
 * 16, for those that changed it last, the newest first.
 */
const mark = '["agentstore1 ';
/** In characters: where the version begins. */
const versionStart = mark.length + 1;
/** In characters, as OperationIds give them. */
const idLength = 16;
const slots = 16;

/** The head as a client sends it: the script fills it in. */
const blankHead = `${mark}${' '.repeat(1 + idLength + slots * (1 + idLength))}"`;

/** What a key holds was put there by somebody else. */
export class ForeignValue extends Error {
  override readonly name = 'ForeignValue';
}

/** What a key holds was a list of ours, and is damaged. */
class UnreadableValue extends Error {
  override readonly name = 'UnreadableValue';
}

export interface StoredList {
  readonly items: Item[];
  readonly version: string;
}

/** What an append adds for items. */
export function itemsText(items: readonly Item[]): string {
  return items.map((item) => `,\n${JSON.stringify(item)}`).join('');
}

/** A whole list, but for its version and slots. */
export function listText(items: readonly Item[]): string {
  return blankHead + itemsText(items);
}

/** Throws ForeignValue and UnreadableValue. */
export function readList(text: string): StoredList {
  checkBeginning(text);
  const [_head, ...items] = parse(`${text}]`);
  return { items, version: text.slice(versionStart, versionStart + idLength) };
}

/** The items of what an append added. */
export function readItems(text: string): Item[] {
  return parse(`[${text.slice(1)}]`);
}

/**
 * The last `count` items of a list, from its last bytes; null: these do not reach far enough. `isWhole`: they are all of
 * it. Throws ForeignValue and UnreadableValue.
 */
export function readTail(tail: string, count: number, isWhole: boolean): Item[] | null {
  if (isWhole) checkBeginning(tail);
  let start = tail.length;
  for (let found = 0; found < count; found++) {
    start = tail.lastIndexOf('\n', start - 1);
    // No more line feeds: the first one stands behind the head.
    if (start <= 0) return isWhole ? readList(tail).items : null;
    if (tail[start - 1] !== ',') throw new ForeignValue('its lines do not end as those of a list');
  }
  return parse(`[${tail.slice(start)}]`);
}

function checkBeginning(text: string): void {
  if (!text.startsWith(mark)) throw new ForeignValue('it does not begin as a list');
}

function parse(text: string): Item[] {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UnreadableValue('it is not JSON', { cause });
  }
}
