import type { SessionIdentity } from '@agentstore/core';
import type { Call, Head } from '@agentstore/core/backend';
import { headFields, headOf } from './head-format.ts';
import { headId } from './layout.ts';
import { putOnce } from './put-once.ts';
import type { Requests } from './requests.ts';

/** null: there is none. */
export function readHead(requests: Requests, call: Call, list: SessionIdentity): Promise<Head | null> {
  return requests.send(call, async ({ records }) => {
    const record = await records.findOne({ _id: headId(list) });
    return record && headOf(record);
  });
}

export function createHead(requests: Requests, call: Call, list: SessionIdentity, head: Head): Promise<boolean> {
  const filter = { _id: headId(list), generation: head.generation };
  return requests.send(call, async ({ records }, wasRepeated) => {
    const put = () => records.updateOne(filter, { $setOnInsert: headFields(head) }, { upsert: true });
    return (await putOnce(wasRepeated, put)) !== null;
  });
}

export function replaceHead(
  requests: Requests,
  call: Call,
  list: SessionIdentity,
  generation: string,
  head: Head | null,
): Promise<boolean> {
  const _id = headId(list);
  return requests.send(call, async ({ records }, wasRepeated) => {
    if (head === null) {
      const { deletedCount } = await records.deleteOne({ _id, generation });
      return deletedCount === 1 || (wasRepeated && (await records.findOne({ _id })) === null);
    }
    const own = { generation: head.generation };
    const { matchedCount } = await records.replaceOne({ _id, generation }, { ...own, ...headFields(head) });
    if (matchedCount === 1 || !wasRepeated) return matchedCount === 1;
    // An attempt before may have replaced it. To change nothing is to look at what is there now, committed or not.
    return (await records.updateOne({ _id, ...own }, { $set: own })).matchedCount === 1;
  });
}
