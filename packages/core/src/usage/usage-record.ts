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

/** The whole record. ValidationError, its path beginning with `name`, where the time or a number cannot be meant so. */
export function toUsageRecord(usage: NewUsage, session: SessionIdentity, name: string): UsageRecord {
  const refuse = (field: string, reason: string) => new ValidationError(`${name}.${field}`, reason);
  const { agentName, userId, chatName } = session;
  const at = timeOf(usage.at);
  if (at === null) throw refuse('at', `must be a time, not ${usage.at}`);
  const record = {
    agentName,
    ...(userId !== undefined && { userId }),
    ...(chatName !== undefined && { chatName }),
    ...usage,
    at,
  };
  if (typeof record.model !== 'string') throw refuse('model', 'must be a string');
  for (const field of ['inputTokens', 'outputTokens', 'cost'] as const) {
    const { [field]: amount = field === 'cost' ? 0 : null } = record;
    if (!(Number.isFinite(amount) && Number(amount) >= 0)) {
      throw refuse(field, `must be a number that is not negative, not ${amount}`);
    }
  }
  return record;
}

/** ISO 8601 in UTC: such texts sort in time. null: no time. */
export function timeOf(time: string | number | Date | null | undefined): string | null {
  const date = new Date(time ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
