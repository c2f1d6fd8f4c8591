import { DynamoDriver } from '@agentstore/dynamo';
import { startDynamo } from '@agentstore/test-servers';
import * as sdk from '@aws-sdk/client-dynamodb';
import { dynamoAims } from '../aims.mjs';
import { recordRequests } from './recorded-requests.mjs';
import { replayed } from './replayed.mjs';
import { countUnits } from './units.mjs';

const commands = new Map(Object.entries(sdk));
const [table, copy] = ['bench', 'bench-copy'];
const sameRequests = 'the same requests by the raw client';

/** @type {import('./backend.mjs').Backend} */
export const dynamo = {
  name: 'dynamo',
  title: 'DynamoDB',
  aims: dynamoAims,
  guardedLength: 1_000,
  isReplayed: true,
  rawNames: { append: sameRequests, load: sameRequests, last: sameRequests, change: sameRequests, lists: sameRequests },
  start: () => startDynamo({ own: true }),
  async connect({ region, credentials }, port) {
    const config = { endpoint: `http://127.0.0.1:${port}`, region, credentials, maxAttempts: 1 };
    const [client, bare] = [new sdk.DynamoDBClient(config), new sdk.DynamoDBClient(config)];
    const units = countUnits(client);
    await new DynamoDriver({ client: bare, table: copy }).setup();
    const send = (command, input) => {
      const Command = commands.get(command);
      return bare.send(new Command(toCopy(input)));
    };
    const driver = new DynamoDriver({ client, table, timeoutMs: 60_000 });
    const both = replayed({ driver, record: recordRequests(client), send, messagesOf });
    return {
      ...both,
      units,
      async close() {
        await driver.close();
        client.destroy();
        bare.destroy();
      },
    };
  },
};

/** Requests name the table; batches and transactions name it inside. */
function toCopy(input) {
  if (input.RequestItems) {
    const { [table]: items, ...others } = input.RequestItems;
    return { ...input, RequestItems: { ...others, [copy]: items } };
  }
  if (input.TransactItems) throw new Error('transactions are not repeated');
  return { ...input, TableName: copy };
}

/** Entries have a text, heads have none. */
function messagesOf(replies) {
  const texts = replies.flatMap(({ Items = [] }) => Items.flatMap(({ t }) => t?.S ?? []));
  return JSON.parse(`[${texts.join(',')}]`);
}
