import type { Item, SessionIdentity } from '@agentstore/core';
import type { Call } from '@agentstore/core/backend';
import { isReference, type Line, readLines } from './list-format.ts';
import { type Parts, readList } from './read.ts';
import type { S3Lists } from './s3-lists.ts';

/** In bytes: what is asked for of a part at first, at least and for each item. Messages of agents have some 300. */
const [fewestBytes, itemBytes] = [64 * 1024, 1_024];
/** How many segments are read where the last one's end does not reach, and how many times as many after that. */
const [segmentsAtOnce, growth] = [4, 4];

/** The last items. The head has them, or they are at the end of one part, unless they are many or big. */
export async function readLastItems(
  lists: S3Lists,
  call: Call,
  identity: SessionIdentity,
  count: number,
): Promise<Item[] | null> {
  return readList(lists, call, identity, (parts) => lastItems(parts, count));
}

async function lastItems(parts: Parts, count: number): Promise<Item[]> {
  if (count <= 0) return [];
  const { sealed, tail } = parts.stored.head;
  const lines = readLines(tail);
  const near = itemsAtEnd(lines);
  if (near.length >= count || (near.length === lines.length && sealed === 0)) return near.slice(-count);

  const before = lines[lines.length - near.length - 1];
  const end = await endOfPart(
    parts,
    before && isReference(before) ? before[0] : String(sealed - 1),
    count - near.length,
  );
  if (end) return [...end, ...near];

  const enough = linesOf(lines, count);
  if (enough) return (await parts.itemsOf(enough)).slice(-count);
  for (let segments = segmentsAtOnce; ; segments *= growth) {
    const first = Math.max(0, sealed - segments);
    const items = await parts.itemsFrom(first);
    if (items.length >= count || first === 0) return items.slice(-count);
  }
}

/** The last `count` items of a part, from its last bytes; null: these do not reach far enough. */
async function endOfPart(parts: Parts, name: string, count: number): Promise<Item[] | null> {
  const { text, isWhole } = await parts.get(name, { last: Math.max(fewestBytes, itemBytes * count) });
  // What the cut went through is no line, nor perhaps a character.
  const cut = text.indexOf('\n') + 1;
  const items = isWhole ? itemsAtEnd(readLines(text)) : cut > 0 ? itemsAtEnd(readLines(text.slice(cut))) : [];
  return items.length >= count ? items.slice(-count) : null;
}

/** The items behind the last reference. */
function itemsAtEnd(lines: readonly Line[]): Item[] {
  return lines.slice(lines.findLastIndex(isReference) + 1) as Item[];
}

/** The last lines that are or name `count` items; null: there are not so many. */
function linesOf(lines: readonly Line[], count: number): readonly Line[] | null {
  let found = 0;
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at];
    found += line && isReference(line) ? line[1] : 1;
    if (found >= count) return lines.slice(at);
  }
  return null;
}
