import {
  type AgentStore,
  DriverError,
  type DriverSpec,
  type IdentityFilter,
  type Item,
  MemoryDriver,
  SessionIdentity,
  type SessionIdentityFields,
  Storage,
  type StoredList,
} from '@agentstore/core';
import { merge } from '../journal/journal.ts';
import { type NewUsage, toUsageRecord, type UsageRecord } from './usage-record.ts';
import {
  groupUsage,
  totalUsage,
  type UsageFilter,
  type UsageGroup,
  type UsageTotals,
  usageFilter,
} from './usage-totals.ts';

/** The times of adds that were not acknowledged: the same object, added again, is the same record. */
const failedAt = new WeakMap<NewUsage, number>();

/** What the calls of models used in one session. `usageOf()` gives the records of many. */
export class UsageStorage extends Storage<UsageRecord, NewUsage> {
  static readonly prefix = 'usage';

  constructor(identity: SessionIdentity | SessionIdentityFields, driver: DriverSpec) {
    const session = new SessionIdentity(identity);
    super(session, driver, {
      toItem: (usage, place) => toUsageRecord({ ...usage, at: usage.at ?? Date.now() }, session, `items[${place}]`),
      // A time that is missing here is a mistake: it is not the moment of reading.
      fromItem: (item) => toUsageRecord(item as unknown as UsageRecord, session, 'item'),
    });
  }

  override async add(...usages: readonly NewUsage[]): Promise<void> {
    const now = Date.now();
    const records = usages.map((usage, place) => {
      const at = usage?.at ?? failedAt.get(usage) ?? now;
      return toUsageRecord({ ...usage, at }, this.identity, `items[${place}]`);
    });
    for (const usage of usages) failedAt.set(usage, failedAt.get(usage) ?? now);
    await super.add(...records);
    for (const usage of usages) failedAt.delete(usage);
  }

  /** The records that match, oldest first. */
  async records(filter?: UsageFilter): Promise<UsageRecord[]> {
    return (await this.get()).filter(usageFilter(filter));
  }

  /** The sums of the records that match. */
  async aggregate(filter?: UsageFilter): Promise<UsageTotals> {
    return totalUsage(await this.get(), filter);
  }

  /** The sums of each day, model, provider, agent, user or chat; null: the records that have none. */
  async groupBy(by: UsageGroup, filter?: UsageFilter): Promise<Map<string | null, UsageTotals>> {
    return groupUsage(await this.get(), by, filter);
  }
}

/**
 * What was used in all sessions that match, one session after the other, each record once whatever drivers hold it.
 * `filter`: see `store.lists`.
 */
export async function* usageOf(store: AgentStore, filter: Omit<IdentityFilter, 'scope'>): AsyncGenerator<UsageRecord> {
  const copies = new Map<string, StoredList[]>();
  for await (const list of store.lists(filter)) {
    const { key, scope } = list.identity;
    if (scope?.split('/').at(-1) === UsageStorage.prefix) copies.set(key, [...(copies.get(key) ?? []), list]);
  }
  for (const lists of copies.values()) yield* await recordsOf(lists);
}

/** One session may have called models of several providers, whose usage lies on different drivers: or these hold copies. */
async function recordsOf(lists: readonly StoredList[]): Promise<UsageRecord[]> {
  const [first, ...others] = lists;
  if (!first) return [];
  if (others.length === 0) return usageIn(first);
  const united = { ...first, driver: new MemoryDriver() };
  const parts = await Promise.all(lists.map(readList));
  await united.driver.write(
    first.identity,
    parts.reduce<Item[]>((all, part) => merge(all, part ?? []), []),
  );
  return usageIn(united);
}

async function readList({ identity, driver }: StoredList): Promise<Item[] | null> {
  try {
    return await driver.read(identity);
  } catch (cause) {
    throw DriverError.from(cause, { driver: driver.name, operation: 'read', identity: identity.key });
  }
}

function usageIn({ identity, driver }: StoredList): Promise<UsageRecord[]> {
  const { scope = '', ...session } = identity;
  // A session with a scope of its own keeps usage within that: `draft/usage`.
  const end = scope.lastIndexOf('/');
  return new UsageStorage(end < 0 ? session : { ...session, scope: scope.slice(0, end) }, driver).get();
}
