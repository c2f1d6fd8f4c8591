import { type IdentityFilter, type KeyFilter, keyFilter, SessionIdentity } from '@agentstore/core';
import type { Call } from '@agentstore/core/backend';
import type { ListedObject } from './bucket.ts';
import { Lanes } from './lanes.ts';
import { headsPrefix, identityAt } from './layout.ts';
import { ForeignObject, type Head, isLiving, kindOf, readHead, UnreadableList } from './list-format.ts';
import { removeItems } from './remove.ts';
import type { S3Lists } from './s3-lists.ts';

/** In bytes: no head's first line is longer, whatever the identity is. */
const longestHeader = 8 * 1024;
/** How many heads are looked into at once, and how many have one deadline together. */
const [requestsAtOnce, headsAtOnce] = [16, 64];
/** In milliseconds: whoever holds a place or removes a list for longer was killed, or will do it again. */
const abandonedAfterMs = 60_000;

/** Does a part of the walk, which has a deadline of its own. */
type Step = <T>(work: (call: Call) => Promise<T>) => Promise<T>;

interface Walked {
  readonly identity: SessionIdentity;
  /** There was a list that is over: it was removed now. */
  readonly isOver: boolean;
}

type Known = Walked | 'unknown' | null;

/**
 * Walks the heads that a filter leaves. Most tell by their keys and sizes alone what they are; one that can expire is looked into,
 * and so is one whose key was shortened.
 */
export async function* walkLists(
  lists: S3Lists,
  filter: IdentityFilter | undefined,
  step: Step,
): AsyncGenerator<Walked> {
  const wanted = keyFilter(filter);
  const prefix = headsPrefix(lists.prefix, wanted);
  let from: string | undefined;
  do {
    const page = await step((call) => lists.bucket.page(call, prefix, from));
    for (let at = 0; at < page.objects.length; at += headsAtOnce) {
      const objects = page.objects.slice(at, at + headsAtOnce);
      const known = objects.map((object) => knownList(lists, wanted, object));
      const isAllKnown = known.every((list) => list !== 'unknown');
      const walked = isAllKnown ? known : await step((call) => lookIntoAll(lists, call, wanted, objects, known));
      for (const list of walked) if (list && list !== 'unknown') yield list;
    }
    from = page.next;
  } while (from !== undefined);
}

/** What an object tells without being asked for; null: no list that is wanted. */
function knownList(lists: S3Lists, wanted: KeyFilter, { key, size, changedAt }: ListedObject): Known {
  const identity = identityAt(lists.prefix, key);
  const kind = kindOf(size);
  if (!identity || kind === 'foreign' || (identity !== 'long' && !wanted.matches(identity))) return null;
  if (kind === 'removed' && changedAt + abandonedAfterMs > Date.now()) return null;
  return kind === 'lasting' && identity !== 'long' ? { identity, isOver: false } : 'unknown';
}

function lookIntoAll(
  lists: S3Lists,
  call: Call,
  wanted: KeyFilter,
  objects: readonly ListedObject[],
  known: readonly Known[],
): Promise<Known[]> {
  const places = [...objects.keys()];
  return new Lanes(requestsAtOnce).all(places, async (place) => {
    const [object, list] = [objects[place], known[place]];
    return object && list === 'unknown' ? lookInto(lists, call, wanted, object.key) : (list ?? null);
  });
}

async function lookInto(lists: S3Lists, call: Call, wanted: KeyFilter, key: string): Promise<Walked | null> {
  const object = await lists.bucket.get(call, key, { first: longestHeader });
  const head = object && headIn(object.text);
  const identity = head && SessionIdentity.fromKey(head.identity);
  if (!identity || lists.headKey(identity) !== key || !wanted.matches(identity)) return null;
  if (isLiving(head)) return { identity, isOver: false };
  // What is over is deleted by whoever comes by, so that a removal of all that a user has leaves nothing in the bucket.
  await removeItems(lists, call, identity, (newest) => !isLiving(newest));
  return { identity, isOver: true };
}

/** null: it is not one of ours, or not any more. */
function headIn(text: string): Head | null {
  try {
    return readHead(text);
  } catch (error) {
    if (error instanceof ForeignObject || error instanceof UnreadableList) return null;
    throw error;
  }
}
