import type { SessionIdentity } from '@agentstore/core';
import type { Call } from '@agentstore/core/backend';
import type { Attributes } from './head-format.ts';
import { entryPartition } from './layout.ts';
import type { Input, Requests } from './requests.ts';

type Query = Omit<Input<'Query'>, 'KeyConditionExpression' | 'ExpressionAttributeValues' | 'ConsistentRead'>;

/** A part of a list's partition. */
export interface Range {
  /** A condition of the sort key, in which `:sk` stands for the text. */
  readonly where: 'begins_with(sk, :sk)' | 'sk > :sk';
  readonly sk: string;
}

/** Records of a list, but for its head: page by page (1 MB each), in the order of their sort keys. Reads what was stored last. */
export async function* pagesOf(
  requests: Requests,
  call: Call,
  list: SessionIdentity,
  { where, sk }: Range,
  query: Query = {},
): AsyncGenerator<Attributes[]> {
  let from: Attributes | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await requests.send(call, 'Query', {
      ...query,
      KeyConditionExpression: `pk = :pk AND ${where}`,
      ExpressionAttributeValues: { ':pk': { S: entryPartition(list) }, ':sk': { S: sk } },
      ConsistentRead: true,
      ...(from && { ExclusiveStartKey: from }),
    });
    yield Items;
    from = LastEvaluatedKey;
  } while (from);
}

export function beginningWith(sk: string): Range {
  return { where: 'begins_with(sk, :sk)', sk };
}
