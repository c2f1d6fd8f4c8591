import { type IdentityFilter, type KeyFilter, keyFilter, type SessionIdentity } from '@agentstore/core';
import type { Call } from '@agentstore/core/backend';
import { listByIndex } from './list-by-index.ts';
import { listByScan } from './list-by-scan.ts';
import type { RedisLists } from './redis-lists.ts';

/** Does a part of the listing, which has a deadline of its own. */
export type Step = <T>(work: (call: Call) => Promise<T>) => Promise<T>;

/** A user's lists by their index; where no user is named, by a walk through all keys. */
export async function* listIdentities(
  lists: RedisLists,
  filter: IdentityFilter | undefined,
  step: Step,
): AsyncGenerator<SessionIdentity> {
  const wanted: KeyFilter = keyFilter(filter);
  const found = wanted.prefix === '' ? listByScan(lists, step) : listByIndex(lists, wanted.prefix, step);
  for await (const identity of found) if (wanted.matches(identity)) yield identity;
}
