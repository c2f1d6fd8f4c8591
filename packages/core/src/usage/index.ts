export type { NewUsage, UsageRecord } from './usage-record.ts';
export { UsageStorage, usageOf } from './usage-storage.ts';
export {
  groupUsage,
  totalUsage,
  type UsageFilter,
  type UsageGroup,
  type UsageRecords,
  type UsageTotals,
} from './usage-totals.ts';
