import { DamagedList, type Head } from '@agentstore/core/backend';
import type { Fields } from './database.ts';

/** A head's fields, beside its `_id` and its generation, which requests look for. */
export function headFields({ isVoid, expires, operations }: Head): Fields {
  return { isVoid, expires, operations };
}

/** Throws DamagedList. */
export function headOf({ generation, isVoid, expires, operations }: Fields): Head {
  if (
    typeof generation !== 'string' ||
    typeof isVoid !== 'boolean' ||
    !isExpiry(expires) ||
    !Array.isArray(operations)
  ) {
    throw new DamagedList('its head has not the fields of one');
  }
  return { generation, isVoid, expires, operations };
}

/** In milliseconds since 1970, or null. */
export function isExpiry(value: unknown): value is number | null {
  return value === null || typeof value === 'number';
}
