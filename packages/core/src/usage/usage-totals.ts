import { ConfigError } from '@agentstore/core';
import { timeOf, type UsageRecord } from './usage-record.ts';

/** Which records: those that have every field given. */
export interface UsageFilter {
  /** From this moment on: a date, or ISO 8601. */
  readonly from?: string | Date;
  /** Before this moment. */
  readonly to?: string | Date;
  readonly model?: string;
  readonly provider?: string;
  readonly agentName?: string;
  readonly userId?: string;
  readonly chatName?: string;
}

export interface UsageTotals {
  readonly records: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Both together. */
  readonly totalTokens: number;
  readonly cost: number;
}

/** By what records can be grouped; a day is one of UTC: `2026-11-23`. */
export type UsageGroup = 'day' | 'model' | 'provider' | 'agent' | 'user' | 'chat';

const groups: { readonly [G in UsageGroup]: (record: UsageRecord) => string | undefined } = {
  day: ({ at }) => at.slice(0, 10),
  model: ({ model }) => model,
  provider: ({ provider }) => provider,
  agent: ({ agentName }) => agentName,
  user: ({ userId }) => userId,
  chat: ({ chatName }) => chatName,
};

/** Of one storage, or of many as `usageOf` gives them. */
export type UsageRecords = Iterable<UsageRecord> | AsyncIterable<UsageRecord>;

const nothing: UsageTotals = { records: 0, inputTokens: 0, outputTokens: 0, totalTokens: 0, cost: 0 };

/** The sums of the records that match; zeros where none does. */
export async function totalUsage(records: UsageRecords, filter?: UsageFilter): Promise<UsageTotals> {
  return (await totalBy(records, () => null, filter)).get(null) ?? { ...nothing };
}

/** The sums of each group, in the order in which the groups first occur; null: the records that have no such field. */
export async function groupUsage(
  records: UsageRecords,
  by: UsageGroup,
  filter?: UsageFilter,
): Promise<Map<string | null, UsageTotals>> {
  if (!Object.hasOwn(groups, by)) throw new ConfigError(`usage is grouped by ${Object.keys(groups)}, not ${by}`);
  return totalBy(records, (record) => groups[by](record) ?? null, filter);
}

/** Whether a record matches. ConfigError for a filter that cannot be meant so. */
export function usageFilter(filter: UsageFilter = {}): (record: UsageRecord) => boolean {
  const conditions = Object.entries(filter).map(([name, value]) => {
    // An undefined user would have meant everybody.
    const condition = Object.hasOwn(comparisons, name) && comparisons[name as keyof UsageFilter](value);
    if (condition) return condition;
    throw new ConfigError(`${name} of a usage filter cannot be ${value}`);
  });
  return (record) => conditions.every((holds) => holds(record));
}

type Condition = (record: UsageRecord) => boolean;

const equal =
  (name: keyof UsageRecord) =>
  (value: unknown): Condition | null =>
    typeof value === 'string' ? (record) => record[name] === value : null;

/** null: a value that cannot be meant so. */
const comparisons: { readonly [F in keyof UsageFilter]-?: (value: string | Date) => Condition | null } = {
  from: (time) => {
    const from = timeOf(time);
    return from === null ? null : ({ at }) => at >= from;
  },
  to: (time) => {
    const to = timeOf(time);
    return to === null ? null : ({ at }) => at < to;
  },
  model: equal('model'),
  provider: equal('provider'),
  agentName: equal('agentName'),
  userId: equal('userId'),
  chatName: equal('chatName'),
};

async function totalBy(
  records: UsageRecords,
  keyOf: (record: UsageRecord) => string | null,
  filter?: UsageFilter,
): Promise<Map<string | null, UsageTotals>> {
  const matches = usageFilter(filter);
  const totals = new Map<string | null, UsageTotals>();
  for await (const record of records) {
    if (!matches(record)) continue;
    const { inputTokens, outputTokens, cost = 0 } = record;
    const before = totals.get(keyOf(record)) ?? nothing;
    totals.set(keyOf(record), {
      records: before.records + 1,
      inputTokens: before.inputTokens + inputTokens,
      outputTokens: before.outputTokens + outputTokens,
      totalTokens: before.totalTokens + inputTokens + outputTokens,
      cost: before.cost + cost,
    });
  }
  return totals;
}
