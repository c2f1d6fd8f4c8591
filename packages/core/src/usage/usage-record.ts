import { type SessionIdentity, ValidationError } from '@agentstore/core';

/** What a call of a model used. Fields of your own are kept beside these. */
export interface UsageRecord {
  /** When, in ISO 8601 and UTC: `2026-11-23T10:00:00.000Z`. */
  readonly at: string;
  readonly model: string;
  readonly provider?: string;
  /** Not negative, as `outputTokens` and `cost` are. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** In the currency that you count in. */
  readonly cost?: number;
  readonly agentName: string;
  readonly userId?: string;
  readonly chatName?: string;
}

/** What a caller says; the time is now, and the session the storage's, unless given. */
export type NewUsage = Pick<UsageRecord, 'model' | 'inputTokens' | 'outputTokens'> &
  Partial<Omit<UsageRecord, 'at'>> & { readonly at?: string | number | Date };

/** The whole record. ValidationError where a number or the time cannot be meant so. */
export function toUsageRecord(usage: NewUsage, { agentName, userId, chatName }: SessionIdentity): UsageRecord {
  const session = { agentName, ...(userId !== undefined && { userId }), ...(chatName !== undefined && { chatName }) };
  const record = { ...session, ...usage, at: timeOf(usage.at ?? Date.now()) };
  if (typeof record.model !== 'string') throw new ValidationError('model', 'must be a string');
  for (const field of ['inputTokens', 'outputTokens', 'cost'] as const) {
    const { [field]: amount = field === 'cost' ? 0 : null } = record;
    if (!(Number.isFinite(amount) && Number(amount) >= 0)) {
      throw new ValidationError(field, `must be a number that is not negative, not ${amount}`);
    }
  }
  return record;
}

/** ISO 8601 in UTC: such texts sort in time. */
export function timeOf(time: string | number | Date): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) throw new ValidationError('time', `must be a date, not ${time}`);
  return date.toISOString();
}
