import type { Call } from '@agentstore/core/backend';
import type { TableDescription } from '@aws-sdk/client-dynamodb';
import type { Requests } from './requests.ts';

/** In milliseconds, between questions whether a new table is ready: AWS takes some seconds. */
const pauseMs = 250;
const schema = { pk: 'HASH', sk: 'RANGE' } as const;

/** There is a table of that name with other keys, or one that cannot be used. */
class UnfitTable extends Error {
  override readonly name = 'UnfitTable';
}

/** A new table takes longer than the deadline allows. */
class TableNotReady extends Error {
  override readonly name = 'TableNotReady';
}

/** Makes the table where there is none, and waits until it can be used. Throws UnfitTable and TableNotReady. */
export async function prepareTable(requests: Requests, call: Call): Promise<void> {
  const before = await describe(requests, call);
  if (before) checkKeys(before);
  else await create(requests, call);

  for (let table = before; table?.TableStatus !== 'ACTIVE' && table?.TableStatus !== 'UPDATING'; ) {
    if (call.timeLeft <= pauseMs) throw new TableNotReady('it is still being made');
    await call.wait(() => new Promise((resolve) => setTimeout(resolve, pauseMs)));
    // AWS may take a moment to know it.
    table = await describe(requests, call);
    if (table) checkKeys(table);
    if (table && !isOnItsWay(table)) throw new UnfitTable(`its status is ${table.TableStatus}`);
  }
}

async function describe(requests: Requests, call: Call): Promise<TableDescription | null> {
  try {
    return (await requests.send(call, 'DescribeTable', {})).Table ?? null;
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException') return null;
    throw error;
  }
}

async function create(requests: Requests, call: Call): Promise<void> {
  const names = Object.keys(schema) as (keyof typeof schema)[];
  try {
    await requests.send(call, 'CreateTable', {
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: names.map((name) => ({ AttributeName: name, AttributeType: 'S' })),
      KeySchema: names.map((name) => ({ AttributeName: name, KeyType: schema[name] })),
    });
  } catch (error) {
    // Others were faster, or an attempt whose reply was lost.
    if ((error as Error).name !== 'ResourceInUseException') throw error;
  }
}

function checkKeys({ KeySchema = [], AttributeDefinitions = [] }: TableDescription): void {
  const isAsMade = Object.entries(schema).every(
    ([name, type]) =>
      KeySchema.some((key) => key.AttributeName === name && key.KeyType === type) &&
      AttributeDefinitions.some((each) => each.AttributeName === name && each.AttributeType === 'S'),
  );
  if (!isAsMade || KeySchema.length !== 2) {
    const keys = KeySchema.map(({ AttributeName, KeyType }) => `${AttributeName} (${KeyType})`).join(', ');
    throw new UnfitTable(`its keys are ${keys}`);
  }
}

function isOnItsWay({ TableStatus }: TableDescription): boolean {
  return TableStatus === 'ACTIVE' || TableStatus === 'UPDATING' || TableStatus === 'CREATING';
}
