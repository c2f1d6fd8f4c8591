import type { Item } from '../item.ts';
import { base36, observeRevision, type Revision } from './revision.ts';

/** The revision that brought the item, and its place there: sorts as text. An item keeps it for ever, edited or not. */
export type ItemId = string;

const placeDigits = 5;
/** Places as ids end with them: made once, since a long list has the first ones very often. */
const placeTexts: string[] = [];

/** What a Storage stores in a driver's list: one `add`, or one rewrite of the whole. */
export type Entry = {
  _rev: Revision;
  items: Item[];
  /** The newest revision that its writer saw acknowledged; null: it opens the session. */
  after?: Revision | null;
  /** A rewrite: it has seen all revisions up to `upTo` and each of `also`, and its items stand for what they brought. */
  replaces?: { upTo: Revision; also: Revision[] };
  /** Beside a rewrite's items, one each. */
  ids?: ItemId[];
  /** A tombstone: a rewrite without items, which a chain leaves where it removed the list. */
  removed?: true;
  /** Beside `removed`: whose tombstone it is. A chain in a chain keeps those of the outer one as it keeps any entry. */
  by?: string;
};

/** An item and its id. */
export interface LivingItem {
  readonly id: ItemId;
  readonly item: Item;
}

/**
 * The entries of a list, each once, oldest revision first. Objects that are no entries (an older program or a person wrote
 * them) count as entries of one item at the beginning of time: their revision comes from their place and content, so that
 * every process gives them the same one.
 */
export function entriesOf(list: readonly Item[] | null): Entry[] {
  const sorted = (list ?? [])
    .map((item, place): Entry => (isEntry(item) ? item : { _rev: foreignRevision(place, item), items: [item] }))
    .sort((a, b) => (a._rev < b._rev ? -1 : Number(a._rev > b._rev)))
    .filter(({ _rev }, at, all) => _rev !== all[at + 1]?._rev);
  // Whoever reads entries writes after them, whatever the clocks say.
  observeRevision(sorted.at(-1)?._rev ?? '');
  return sorted;
}

/** Minted, or made of an object that is no entry. Other programs have fields of that name too. */
const revisionForm = /^([0-9a-z]{19}|-[0-9a-z]{6,})$/;

export function isEntry(item: Item): item is Entry {
  return revisionForm.test(String(item._rev)) && Array.isArray(item.items);
}

/** Whether Storages wrote this list. Others (raw use of a driver) can be neither merged nor found incomplete. */
export function isJournal(list: readonly Item[]): boolean {
  return list.some(isEntry);
}

/** The entry's items with their ids. */
export function itemsOf({ _rev, items, ids }: Entry): LivingItem[] {
  return items.map((item, place) => ({ id: ids?.[place] ?? itemId(_rev, place), item }));
}

export function itemId(revision: Revision, place: number): ItemId {
  placeTexts[place] ??= base36(place, placeDigits);
  return revision + placeTexts[place];
}

/** The revision that brought the item. */
export function revisionOf(id: ItemId): Revision {
  return id.slice(0, -placeDigits);
}

/** Sorts before all revisions that are minted; no `upTo` covers it. */
export function isForeign(revision: Revision): boolean {
  return revision.startsWith('-');
}

function foreignRevision(place: number, item: Item): Revision {
  return itemId('-', place) + hash(JSON.stringify(item));
}

/** FNV-1a, 32 bits: two different items at the same place of two copies of a list must only be unlikely to collide. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value >>> 0).toString(36);
}
