import type { Item } from '@agentstore/core';
import { timeOf } from '../journal/revision.ts';
import type { Link } from './link.ts';
import { lastRevision } from './same-entries.ts';

/** In milliseconds: how long a link keeps a list after its last write. */
export function lifetimeOf({ ttlMs }: Link): number {
  return ttlMs ?? Number.POSITIVE_INFINITY;
}

/** Whether what a link does not hold, while others do, has expired there: a driver with a ttl is a cache. */
export function hasExpiredFor({ ttlMs }: Link, list: readonly Item[]): boolean {
  const newest = lastRevision(list);
  return ttlMs !== null && newest !== undefined && timeOf(newest) + ttlMs < Date.now();
}
