import { DamagedList, type Entry, type Head } from '@agentstore/core/backend';
import type { Fields, StoredRecord } from './database.ts';
import { headFields, headOf, isExpiry } from './head-format.ts';
import { numberOf } from './layout.ts';

/** An entry's fields, beside its `_id` and its operation, which a claim looks for. Items are in `text` alone, never fields. */
export function entryFields({ text, parts, expires, next }: Entry): Fields {
  return { text, parts, expires, ...(next !== undefined && { next: next && nextFields(next) }) };
}

/** Throws DamagedList. */
export function entryOf(record: StoredRecord): Entry {
  const { _id, operation, text, parts, expires, next } = record;
  if (
    typeof operation !== 'string' ||
    typeof text !== 'string' ||
    typeof parts !== 'number' ||
    !isExpiry(expires) ||
    typeof next !== (next === undefined ? 'undefined' : 'object')
  ) {
    throw new DamagedList('an entry has not the fields of one');
  }
  const entry = { number: numberOf(_id), operation, text, parts, expires };
  return next === undefined ? entry : { ...entry, next: next && headOf(next as Fields) };
}

/** Throws DamagedList. */
export function textOfPart({ text }: StoredRecord): string {
  if (typeof text !== 'string') throw new DamagedList('a part of an entry has no text');
  return text;
}

function nextFields(head: Head): Fields {
  return { generation: head.generation, ...headFields(head) };
}
