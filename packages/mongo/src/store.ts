import type { SessionIdentity } from '@agentstore/core';
import type { Call, Entry, Part } from '@agentstore/core/backend';
import type { StoredRecord } from './database.ts';
import { entryFields } from './entry-format.ts';
import { entryId, partId } from './layout.ts';
import type { Requests } from './requests.ts';

/** Stores what no head leads to yet. The client sends it in commands of at most 16 MB. */
export function storeEntries(
  requests: Requests,
  call: Call,
  list: SessionIdentity,
  generation: string,
  entries: readonly Entry[],
  parts: readonly Part[],
): Promise<void> {
  const stored: StoredRecord[] = [
    ...parts.map(({ operation, place, text }) => ({ _id: partId(list, generation, operation, place), text })),
    ...entries.map((entry) => ({
      _id: entryId(list, generation, entry.number),
      operation: entry.operation,
      ...entryFields(entry),
    })),
  ];
  return requests.send(call, async ({ records }, wasRepeated) => {
    if (!wasRepeated) {
      await records.insertMany(stored, { ordered: false });
      return;
    }
    // What an attempt before has stored is the same.
    const puts = stored.map(({ _id, ...replacement }) => ({
      replaceOne: { filter: { _id }, replacement, upsert: true },
    }));
    await records.bulkWrite(puts, { ordered: false });
  });
}
