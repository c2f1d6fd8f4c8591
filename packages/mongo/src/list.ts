import { type IdentityFilter, keyFilter } from '@agentstore/core';
import type { ListedHead, Step } from '@agentstore/core/backend';
import type { Fields, StoredRecord } from './database.ts';
import { headOf } from './head-format.ts';
import { headIds, identityOf } from './layout.ts';
import type { Requests } from './requests.ts';

/** How many heads are asked for at once: each has at most a kilobyte. */
const headsAtOnce = 1_000;

/** Those of the lists that match, from the range of the index where such lists are. */
export async function* readHeads(
  requests: Requests,
  filter: IdentityFilter | undefined,
  step: Step,
): AsyncGenerator<readonly ListedHead[]> {
  const wanted = keyFilter(filter);
  const range = headIds(wanted);
  let ids: Fields = range;
  for (let isLast = false; !isLast; ) {
    const records = await step((call) =>
      requests.send(call, ({ records }) =>
        records.find({ _id: ids }, { sort: { _id: 1 }, limit: headsAtOnce, batchSize: headsAtOnce }).toArray(),
      ),
    );
    yield records.flatMap(listed).filter(({ identity }) => wanted.matches(identity));
    isLast = records.length < headsAtOnce;
    ids = { $gt: records.at(-1)?._id, $lt: range.$lt };
  }
}

/** None for a record of somebody else. */
function listed(record: StoredRecord): ListedHead[] {
  const identity = identityOf(record._id);
  return identity ? [{ identity, head: headOf(record) }] : [];
}
