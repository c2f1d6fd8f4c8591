import { runsTestsOf, startDynamo, startMongo, startS3, type TestServer } from '../src/index.ts';
import { mongoCommand } from '../src/mongo/mongo-command.ts';
import { dynamoRequest } from './dynamo-request.ts';
import { s3Get, s3Put } from './s3-request.ts';

/** A server under test, and what every server must be asked. */
export interface StartedServer {
  readonly server: TestServer;
  /** Leaves a trace. Rejects if the server does not take it. */
  write(): Promise<void>;
  /** Whether the trace is there. Rejects if the server does not tell. */
  isWritten(): Promise<boolean>;
}

interface Kind {
  readonly name: 'own s3' | 'own dynamo' | 'mongo-java-server' | 'jongodb';
  readonly version: RegExp;
  start(): Promise<StartedServer>;
}

/** All but Redis, each of the test alone. Those that are not to be had are left out. */
export const startedServers = (
  [
    { name: 'own s3', version: /^versitygw \d/, start: startedS3 },
    { name: 'own dynamo', version: /^DynamoDB Local \d/, start: startedDynamo },
    { name: 'mongo-java-server', version: /^mongo-java-server \d/, start: () => startedMongo('mongo-java-server') },
    { name: 'jongodb', version: /^jongodb \d/, start: () => startedMongo('jongodb') },
  ] satisfies Kind[]
).filter(({ name }) => runsTestsOf(name));

async function startedS3(): Promise<StartedServer> {
  const server = await startS3({ own: true });
  return {
    server,
    write: () => expectDone(s3Put(server, '/trace')),
    isWritten: async () => (await textOf(s3Get(server, '/'))).includes('<Name>trace</Name>'),
  };
}

async function startedDynamo(): Promise<StartedServer> {
  const server = await startDynamo({ own: true, onDisk: true });
  const table = {
    TableName: 'trace',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  };
  return {
    server,
    write: () => expectDone(dynamoRequest(server, 'CreateTable', table)),
    isWritten: async () => (await textOf(dynamoRequest(server, 'ListTables', {}))).includes('"trace"'),
  };
}

async function startedMongo(kind: 'mongo-java-server' | 'jongodb'): Promise<StartedServer> {
  const server = await startMongo({ kind, onDisk: true });
  const ask = (command: Parameters<typeof mongoCommand>[2]) =>
    mongoCommand('127.0.0.1', server.port, { ...command, $db: 'test' });
  return {
    server,
    write: async () => {
      await ask({ insert: 'traces', documents: [{ text: 'trace' }] });
    },
    isWritten: async () => (await ask({ find: 'traces', filter: {} })).includes('trace\0'),
  };
}

async function expectDone(request: Promise<Response>): Promise<void> {
  await textOf(request);
}

async function textOf(request: Promise<Response>): Promise<string> {
  const response = await request;
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
