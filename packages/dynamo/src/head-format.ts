import type { SessionIdentity } from '@agentstore/core';
import { DamagedList, type Head } from '@agentstore/core/backend';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { headKey, isShortened } from './layout.ts';

export type Attributes = Record<string, AttributeValue>;

/**
 * A head as a record: `g`, its generation, which conditions ask for; `h`, all of it as JSON; `k`, the list's key where the
 * record's own is cut. Records of entries have no `g`. Names are short, since each is paid for.
 */
export function headRecord(list: SessionIdentity, head: Head): Attributes {
  return {
    ...keyAttributes(headKey(list)),
    g: { S: head.generation },
    h: { S: headText(head) },
    ...(isShortened(list) && { k: { S: list.key } }),
  };
}

export function keyAttributes({ pk, sk }: { readonly pk: string; readonly sk: string }): Attributes {
  return { pk: { S: pk }, sk: { S: sk } };
}

export function headText(head: Head): string {
  return JSON.stringify(head);
}

/** Throws DamagedList. */
export function headIn(record: Attributes): Head {
  const head = headOf(record.h?.S);
  if (head.generation !== record.g?.S) throw new DamagedList('a head names two generations');
  return head;
}

/** Throws DamagedList. */
export function headOf(text: string | undefined): Head {
  const head: unknown = parsed(text);
  if (!isHead(head)) throw new DamagedList('a head is not as this driver writes it');
  return head;
}

function isHead(head: unknown): head is Head {
  const { generation, isVoid, expires, operations } = Object(head) as { [F in keyof Head]?: unknown };
  return (
    typeof generation === 'string' &&
    typeof isVoid === 'boolean' &&
    (expires === null || typeof expires === 'number') &&
    Array.isArray(operations)
  );
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(String(text));
  } catch (cause) {
    throw new DamagedList('a head is not JSON', { cause });
  }
}
