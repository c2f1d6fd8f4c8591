import type { SessionIdentity } from '@agentstore/core';
import type { Call, Claim, Entry } from '@agentstore/core/backend';
import type { Database } from './database.ts';
import { entryFields } from './entry-format.ts';
import { entryId, headId } from './layout.ts';
import { putOnce } from './put-once.ts';
import type { Requests } from './requests.ts';

/**
 * One command of two statements, which the server runs in their order. The first stores the entry where its number is free,
 * or finds it there as ours; where another one has the number, the command ends with it. The second counts whether the head
 * has that generation by now. It changes nothing, but that with its first items a list has begun: so a listing need not look.
 */
export function claimEntry(
  requests: Requests,
  call: Call,
  list: SessionIdentity,
  generation: string,
  entry: Entry,
): Promise<Claim> {
  const { number, operation } = entry;
  const store = {
    filter: { _id: entryId(list, generation, number), operation },
    update: { $setOnInsert: entryFields(entry) },
    upsert: true,
  };
  const begins = number === 1 && entry.next === undefined;
  const seen = { generation, ...(begins && { isVoid: false }) };
  const look = { filter: { _id: headId(list), generation }, update: { $set: seen } };
  return requests.send(call, async ({ records }, wasRepeated) => {
    // The server may have come back as it was before: it would take the entry, behind a gap.
    const isNext = !wasRepeated || number === 1 || (await hasEntry(records, entryId(list, generation, number - 1)));
    if (!isNext) return { isOurs: false, isAlive: false, wasRepeated };
    const result = await putOnce(wasRepeated, () =>
      records.bulkWrite([{ updateOne: store }, { updateOne: look }], { ordered: true }),
    );
    if (!result) return { isOurs: false, isAlive: false, wasRepeated };
    return { isOurs: true, isAlive: result.upsertedCount + result.matchedCount === 2, wasRepeated };
  });
}

async function hasEntry(records: Database['records'], _id: string): Promise<boolean> {
  return (await records.findOne({ _id }, { projection: { _id: 1 } })) !== null;
}
