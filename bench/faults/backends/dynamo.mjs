import { DynamoDriver } from '@agentstore/dynamo';
import { startDynamo } from '@agentstore/test-servers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ofServer } from './of-server.mjs';
import { forbid, permit, workingFolder } from './rights.mjs';

const table = 'faults';

/** @type {import('../backend.mjs').Start} */
export async function startDynamoBackend({ parentFolder, isProxied, user }) {
  const server = await startDynamo({ own: true, onDisk: true, parentFolder, user });
  const { region, credentials } = server;
  const lone = new DynamoDriver({ client: new DynamoDBClient({ endpoint: server.url, region, credentials }), table });
  return ofServer({
    server,
    isProxied,
    credentials,
    spec: (port) => ({ driver: 'dynamo', table, region, endpoint: `http://127.0.0.1:${port}` }),
    lone,
    prepare: () => lone.setup(),
    // It makes a file beside its own one for each change.
    deny: async () => forbid(workingFolder(parentFolder)),
    allow: async () => permit(workingFolder(parentFolder)),
  });
}
