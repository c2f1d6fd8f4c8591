import type { Item, SessionIdentity } from '@agentstore/core';
import type { Call } from '@agentstore/core/backend';
import { ObjectChanged, type Range } from './bucket.ts';
import type { StoredHead } from './head-cache.ts';
import { Lanes } from './lanes.ts';
import { isLiving, isReference, type Line, readLines, UnreadableList } from './list-format.ts';
import type { S3Lists } from './s3-lists.ts';

/** How many requests of one reading are under way at once. */
const requestsAtOnce = 16;

/** A part is not there: the list was rewritten since its head was read, or is damaged. */
class PartMissing extends Error {
  override readonly name = 'PartMissing';
}

/** All of a list; null: there is none. */
export async function readItems(lists: S3Lists, call: Call, identity: SessionIdentity): Promise<Item[] | null> {
  return readList(lists, call, identity, (parts) => parts.itemsFrom(0));
}

/** Reads what the head of a list leads to: again where somebody rewrote it meanwhile. null: there is none. */
export async function readList<T>(
  lists: S3Lists,
  call: Call,
  identity: SessionIdentity,
  read: (parts: Parts) => Promise<T>,
): Promise<T | null> {
  for (;;) {
    const stored = await lists.readHead(call, identity);
    if (!stored || !isLiving(stored.head)) return null;
    try {
      return await readParts(lists, call, identity, stored, read);
    } catch (error) {
      if (!(error instanceof ObjectChanged)) throw error;
    }
  }
}

/** Throws ObjectChanged where the head is not the newest one any more, and UnreadableList. */
export async function readParts<T>(
  lists: S3Lists,
  call: Call,
  identity: SessionIdentity,
  stored: StoredHead,
  read: (parts: Parts) => Promise<T>,
): Promise<T> {
  try {
    return await read(new Parts(lists, call, identity, stored));
  } catch (error) {
    if (!(error instanceof PartMissing)) throw error;
    const newest = await lists.readHead(call, identity);
    if (newest?.etag === stored.etag) throw new UnreadableList(`it lacks its part ${error.message}`);
    throw new ObjectChanged('another program has rewritten it', { cause: error });
  }
}

/** What belongs to a head. Throws PartMissing and UnreadableList. */
export class Parts {
  readonly stored: StoredHead;
  readonly #lanes = new Lanes(requestsAtOnce);
  readonly #lists: S3Lists;
  readonly #call: Call;
  readonly #identity: SessionIdentity;

  constructor(lists: S3Lists, call: Call, identity: SessionIdentity, stored: StoredHead) {
    this.#lists = lists;
    this.#call = call;
    this.#identity = identity;
    this.stored = stored;
  }

  /** The items from a segment on, with all requests at once. */
  async itemsFrom(firstSegment: number): Promise<Item[]> {
    const { sealed, tail } = this.stored.head;
    const numbers = Array.from({ length: sealed - firstSegment }, (_, at) => firstSegment + at);
    const segments = numbers.map(async (number) => this.itemsOf(readLines((await this.get(String(number))).text)));
    return (await Promise.all([...segments, this.itemsOf(readLines(tail))])).flat();
  }

  /** The items that lines are or name. */
  async itemsOf(lines: readonly Line[]): Promise<Item[]> {
    if (!lines.some(isReference)) return lines as Item[];
    const items = lines.map(async (line) =>
      isReference(line) ? (readLines((await this.get(line[0])).text) as Item[]) : [line],
    );
    return (await Promise.all(items)).flat();
  }

  get(name: string, range?: Range): Promise<{ text: string; isWhole: boolean }> {
    const key = this.#lists.partKey(this.#identity, this.stored.head.generation, name);
    return this.#lanes.run(async () => {
      const part = await this.#lists.bucket.get(this.#call, key, range);
      if (!part) throw new PartMissing(name);
      return part;
    });
  }
}
