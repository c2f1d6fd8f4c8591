import {
  type AgentStore,
  type DriverSpec,
  type IdentityFilter,
  SessionIdentity,
  type SessionIdentityFields,
  Storage,
} from '@agentstore/core';
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
const failedAt = new WeakMap<NewUsage, string>();

/** What the calls of models used in one session. `usageOf()` gives the records of many. */
export class UsageStorage extends Storage<UsageRecord, NewUsage> {
  static readonly prefix = 'usage';

  constructor(identity: SessionIdentity | SessionIdentityFields, driver: DriverSpec) {
    const session = new SessionIdentity(identity);
    const complete = (usage: unknown) => toUsageRecord(usage as NewUsage, session);
    super(session, driver, { toItem: complete, fromItem: complete });
  }

  override async add(...usages: readonly NewUsage[]): Promise<void> {
    const records = usages.map((usage) => {
      const record = toUsageRecord({ ...usage, at: usage.at ?? failedAt.get(usage) ?? Date.now() }, this.identity);
      failedAt.set(usage, record.at);
      return record;
    });
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

/** What was used in all sessions that match, one session after the other. `filter`: see `store.sessions`. */
export async function* usageOf(store: AgentStore, filter: Omit<IdentityFilter, 'scope'>): AsyncGenerator<UsageRecord> {
  const seen = new Set<string>();
  for await (const { identity, driver } of store.lists({ ...filter, scope: UsageStorage.prefix })) {
    // Two drivers of a configuration may hold copies of one list.
    if (seen.has(identity.key)) continue;
    seen.add(identity.key);
    const { scope: _, ...session } = identity;
    yield* await new UsageStorage(session, driver).get();
  }
}
