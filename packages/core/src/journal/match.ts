import type { Item } from '../item.ts';
import { type ItemId, itemId, type LivingItem } from './entry.ts';
import type { Revision } from './revision.ts';

export interface KnownItem extends LivingItem {
  /** How its storage would write it today; `item` is how it stands there, perhaps from a newer program. */
  readonly written: Item;
}

export interface WantedItem {
  readonly written: Item;
  /** The id of the known item that it is, or was before it was edited, where that is known. */
  readonly id?: ItemId | undefined;
}

/**
 * Gives the items of a rewrite their ids. An item that is known, or equal to one, keeps its id; where as many items
 * disappeared between two kept ones as appeared, these were edited and keep theirs too; the rest is new. What did not
 * change is stored as it stands.
 */
export function matchItems(
  known: readonly KnownItem[],
  wanted: readonly WantedItem[],
  revision: Revision,
): LivingItem[] {
  const places: Places = wanted.map(() => null);
  const texts = known.map(({ written }) => JSON.stringify(written));
  const wantedTexts = wanted.map(({ written }) => JSON.stringify(written));
  keepEqual(
    places,
    known.map(({ id }) => id),
    wanted.map(({ id }) => id),
  );
  keepEqual(places, texts, wantedTexts);
  keepEdits(places, known.length);

  let added = 0;
  return wanted.map(({ written }, at) => {
    const place = places[at] ?? -1;
    const kept = known[place];
    if (!kept) return { id: itemId(revision, added++), item: written };
    return { id: kept.id, item: texts[place] === wantedTexts[at] ? kept.item : written };
  });
}

/** For each wanted item its place among the known ones, or null. No place is taken twice. */
type Places = (number | null)[];

function keepEqual(places: Places, known: readonly string[], wanted: readonly (string | undefined)[]): void {
  const taken = new Set(places);
  const free = new Map<string | undefined, number[]>(known.map((key) => [key, []]));
  // From the end, so that the first ones are taken first.
  for (let place = known.length - 1; place >= 0; place--) if (!taken.has(place)) free.get(known[place])?.push(place);
  for (const [at, key] of wanted.entries()) places[at] ??= free.get(key)?.pop() ?? null;
}

/** Fills each run of unmatched items whose neighbours were kept, if exactly as many places between these are free. */
function keepEdits(places: Places, knownCount: number): void {
  const taken = new Set(places);
  for (let start = 0, end = 0; start < places.length; start = end + 1) {
    end = start;
    while (places[end] === null) end++;
    const free: number[] = [];
    const next = places[end] ?? knownCount;
    for (let place = (places[start - 1] ?? -1) + 1; place < next && free.length <= end - start; place++) {
      if (!taken.has(place)) free.push(place);
    }
    if (free.length !== end - start) continue;
    for (const [offset, place] of free.entries()) {
      places[start + offset] = place;
      taken.add(place);
    }
  }
}
