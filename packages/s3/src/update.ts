import type { Change, Item, SessionIdentity } from '@agentstore/core';
import type { Call } from '@agentstore/core/backend';
import { changeList, type Proposal } from './change-list.ts';
import { type Draft, draftOf, extended, removedDraft } from './draft.ts';
import type { StoredHead } from './head-cache.ts';
import { type Head, isLiving, itemCount, readLines } from './list-format.ts';
import { type Parts, readParts } from './read.ts';
import { deleteHead } from './remove.ts';
import type { S3Lists } from './s3-lists.ts';
import { doomedOf } from './write.ts';

/** Attempts that need the list to stay as it is. After them, what others append meanwhile is put behind the new items. */
const strictAttempts = 3;

type List = Item[] | null;

/** What is to be stored. */
interface Made {
  readonly items: List;
  readonly draft: Draft;
}

/** What `change` made of a list. */
interface Prepared extends Made {
  readonly of: Head;
  /** How many items stood behind its sealed segments. */
  readonly inTail: number;
}

/** Reads the list and replaces it by what `change` makes of it, if nobody else has changed it in between; else again. */
export async function updateItems(
  lists: S3Lists,
  call: Call,
  identity: SessionIdentity,
  change: Change,
): Promise<List> {
  const begun = performance.now();
  const update = new Update(lists, call, identity, change);
  const { proposal, stored } = await changeList(lists, call, identity, (current) => update.propose(current));
  if (stored?.head.isRemoved) await deleteHead(lists, call, identity, stored, begun);
  return proposal.result;
}

class Update {
  readonly #lists: S3Lists;
  readonly #call: Call;
  readonly #identity: SessionIdentity;
  readonly #change: Change;
  #attempts = 0;
  #prepared: Prepared | null = null;

  constructor(lists: S3Lists, call: Call, identity: SessionIdentity, change: Change) {
    this.#lists = lists;
    this.#call = call;
    this.#identity = identity;
    this.#change = change;
  }

  async propose(stored: StoredHead | null): Promise<Proposal<List>> {
    this.#attempts += 1;
    const living = stored && isLiving(stored.head) ? stored : null;
    const [{ items, draft }, partKeys] = await Promise.all([
      this.#make(living),
      this.#lists.partKeys(this.#call, this.#identity),
    ]);
    // Nothing was, and nothing is to be. What has expired goes.
    if (!items && (!stored || stored.head.isRemoved)) return { draft: null, doomed: [], result: null };
    return { draft, doomed: doomedOf(partKeys, this.#lists, this.#identity, draft), result: items };
  }

  async #make(living: StoredHead | null): Promise<Made> {
    return (living && (await this.#keepAppended(living))) ?? (await this.#prepare(living));
  }

  async #prepare(living: StoredHead | null): Promise<Made> {
    const items = this.#change(living && (await this.#read(living, 0)));
    const draft = items ? draftOf(items) : removedDraft();
    const inTail = living ? itemCount(readLines(living.head.tail)) : 0;
    this.#prepared = living && { of: living.head, inTail, items, draft };
    return { items, draft };
  }

  /** What was prepared, with what was appended since behind it; null: the list must be read again. */
  async #keepAppended(living: StoredHead): Promise<Made | null> {
    const prepared = this.#prepared;
    if (!prepared || this.#attempts <= strictAttempts || prepared.of.generation !== living.head.generation) return null;
    const { items, draft, inTail, of } = prepared;
    const appended = (await this.#read(living, of.sealed)).slice(inTail);
    if (appended.length === 0) return prepared;
    if (!items) return { items: appended, draft: draftOf(appended) };
    const grown = extended(draft, appended);
    return { items: [...items, ...appended], draft: { ...grown, parts: [...draft.parts, ...grown.parts] } };
  }

  #read(living: StoredHead, firstSegment: number): Promise<Item[]> {
    const read = (parts: Parts) => parts.itemsFrom(firstSegment);
    return readParts(this.#lists, this.#call, this.#identity, living, read);
  }
}
