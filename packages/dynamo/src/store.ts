import type { SessionIdentity } from '@agentstore/core';
import type { Call, Entry, Part } from '@agentstore/core/backend';
import { writeAll } from './batches.ts';
import { entryRecord, partRecord } from './entry-format.ts';
import type { Requests } from './requests.ts';

export async function storeEntries(
  requests: Requests,
  call: Call,
  list: SessionIdentity,
  generation: string,
  entries: readonly Entry[],
  parts: readonly Part[],
): Promise<void> {
  const records = [
    ...parts.map((part) => ({ Item: partRecord(list, generation, part), length: part.text.length })),
    ...entries.map((entry) => ({ Item: entryRecord(list, generation, entry), length: entry.text.length })),
  ];
  const writes = records.map(({ Item, length }) => ({ request: { PutRequest: { Item } }, length }));
  await writeAll(requests, call, writes);
}
