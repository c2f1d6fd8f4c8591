import type { Item } from '@agentstore/core';
import { timeOf } from '../journal/revision.ts';
import type { Link } from './link.ts';
import { lastRevision } from './same-entries.ts';

/** Whether what a link does not hold, while others do, has expired there: a driver with a ttl is a cache. */
export function hasExpiredFor({ ttlMs }: Link, list: readonly Item[]): boolean {
  const newest = lastRevision(list);
  return ttlMs !== null && newest !== undefined && timeOf(newest) + ttlMs < Date.now();
}

/** Whether a link keeps its lists at least as long as another one. */
export function lastsAsLong(link: Link, other: Link): boolean {
  return (link.ttlMs ?? Number.POSITIVE_INFINITY) >= (other.ttlMs ?? Number.POSITIVE_INFINITY);
}
