import { type IdentityFilter, keyFilter } from '@agentstore/core';
import type { ListedHead, Step } from '@agentstore/core/backend';
import { type Attributes, headIn } from './head-format.ts';
import { headRange, identityOf, type RecordKey } from './layout.ts';
import type { Input, Requests } from './requests.ts';

const attributes = 'pk, sk, g, h, k';
/** How many heads are given on together: of those that have expired, each is removed, and all of a page at once. */
const mostTogether = 32;

/** Of a filter that names a user, one query in that user's heads. Of any other, all of the table, entries too: only heads come back. */
export async function* listedHeads(
  requests: Requests,
  filter: IdentityFilter | undefined,
  step: Step,
): AsyncGenerator<ListedHead[]> {
  const wanted = keyFilter(filter);
  const range = headRange(wanted);
  let from: Attributes | undefined;
  do {
    const start = from && { ExclusiveStartKey: from };
    const { Items = [], LastEvaluatedKey } = await step((call) =>
      range
        ? requests.send(call, 'Query', { ...queryOf(range), ...start })
        : requests.send(call, 'Scan', { ...scan, ...start }),
    );
    const heads = Items.flatMap((record) => listedHead(record) ?? []).filter(({ identity }) =>
      wanted.matches(identity),
    );
    for (let at = 0; at < heads.length; at += mostTogether) yield heads.slice(at, at + mostTogether);
    from = LastEvaluatedKey;
  } while (from);
}

const scan: Input<'Scan'> = {
  FilterExpression: 'attribute_exists(g)',
  ProjectionExpression: attributes,
  ConsistentRead: true,
};

function queryOf({ pk, sk }: RecordKey): Input<'Query'> {
  return {
    // No key begins with an empty text, as DynamoDB sees it.
    KeyConditionExpression: sk === '' ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :sk)',
    ExpressionAttributeValues: { ':pk': { S: pk }, ...(sk !== '' && { ':sk': { S: sk } }) },
    ProjectionExpression: attributes,
    ConsistentRead: true,
  };
}

/** null: somebody else's record. */
function listedHead(record: Attributes): ListedHead | null {
  const identity = identityOf({ pk: record.pk?.S ?? '', sk: record.sk?.S ?? '' }, record.k?.S);
  return identity && { identity, head: headIn(record) };
}
