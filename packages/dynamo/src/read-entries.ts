import type { SessionIdentity } from '@agentstore/core';
import { type Call, DamagedList, type Entry } from '@agentstore/core/backend';
import { entryAttributes, entryIn } from './entry-format.ts';
import { entriesOf, partsOf } from './layout.ts';
import { beginningWith, pagesOf } from './pages.ts';
import type { Requests } from './requests.ts';

/** What DynamoDB takes as a Limit is far more than a page holds. */
const mostAtOnce = 10_000;

export async function allEntries(
  requests: Requests,
  call: Call,
  list: SessionIdentity,
  generation: string,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  const query = { ProjectionExpression: entryAttributes };
  for await (const page of pagesOf(requests, call, list, beginningWith(entriesOf(generation)), query)) {
    for (const record of page) entries.push(entryIn(record));
  }
  return entries;
}

/** One query from the end; a few where the entries are big. */
export async function lastEntries(
  requests: Requests,
  call: Call,
  list: SessionIdentity,
  generation: string,
  count: number,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  const query = {
    ProjectionExpression: entryAttributes,
    ScanIndexForward: false,
    Limit: Math.min(count, mostAtOnce),
  };
  for await (const page of pagesOf(requests, call, list, beginningWith(entriesOf(generation)), query)) {
    for (const record of page) entries.push(entryIn(record));
    if (entries.length >= count) break;
  }
  return entries.slice(0, count).reverse();
}

/** Throws DamagedList. */
export async function partTexts(
  requests: Requests,
  call: Call,
  list: SessionIdentity,
  generation: string,
  operation: string,
): Promise<string[]> {
  const texts: string[] = [];
  const query = { ProjectionExpression: 't' };
  for await (const page of pagesOf(requests, call, list, beginningWith(partsOf(generation, operation)), query)) {
    for (const { t } of page) {
      if (t?.S === undefined) throw new DamagedList('a part has no text');
      texts.push(t.S);
    }
  }
  return texts;
}
