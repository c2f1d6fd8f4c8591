import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, createDriver } from '@agentstore/core';
import { type DynamoConfig, DynamoDriver } from '../src/index.ts';

const table = 'agentstore';
const client = { send: async () => ({}), config: {} };

test('the name is registered by the import', () => {
  expect(createDriver({ driver: 'dynamo', table })).toBeInstanceOf(DynamoDriver);
});

test.each<[string, object]>([
  ['no table', {}],
  ['a table without a name', { table: '' }],
  ['a table with a name that DynamoDB does not take', { table: 'agents & stores' }],
  ['both a client and an endpoint', { table, client, endpoint: 'http://localhost:8000' }],
  ['both a client and a region', { table, client, region: 'eu-central-1' }],
  ['a client that is none', { table, client: {} }],
  ['an endpoint that is none', { table, endpoint: 'localhost:8000' }],
  ['an endpoint with a password', { table, endpoint: 'http://me:secret@localhost:8000' }],
  ['a region that is none', { table, region: '' }],
  ['a ttl that is none', { table, ttlSeconds: 0 }],
  ['a deadline that is none', { table, timeoutMs: -1 }],
])('%s is a ConfigError, before anything is connected', (_, config) => {
  expect(() => new DynamoDriver(config as DynamoConfig)).toThrow(ConfigError);
});

test.each([table, 'my.table_2-eu', 'arn:aws:dynamodb:eu-central-1:123456789012:table/agentstore'])(
  '%s is a table',
  (name) => {
    expect(new DynamoDriver({ table: name }).name).toBe('dynamo');
  },
);

test('the import of the driver loads no client', () => {
  const program = `
    import '@agentstore/dynamo';
    import { createRequire } from 'node:module';
    const { cache } = createRequire(import.meta.url);
    console.log(Object.keys(cache).filter((file) => /aws-sdk|smithy/.test(file)).length);
  `;
  expect(run(program, __dirname)).toBe('0');
});

test('where the client is not installed, the first operation says what to install', () => {
  // The built package alone, in a folder from which no client can be seen.
  const folder = mkdtempSync(join(tmpdir(), 'agentstore-dynamo-'));
  try {
    const program = `
      import { cpSync, mkdirSync } from 'node:fs';
      mkdirSync('node_modules/@agentstore', { recursive: true });
      for (const name of ['core', 'dynamo']) {
        for (const part of ['dist', 'package.json']) {
          cpSync(process.argv[1] + '/../../' + name + '/' + part, 'node_modules/@agentstore/' + name + '/' + part, { recursive: true });
        }
      }
      const { createDriver, SessionIdentity } = await import(process.cwd() + '/node_modules/@agentstore/core/dist/index.js');
      const driver = createDriver({ driver: 'dynamo', table: 'agentstore', region: 'us-east-1' });
      await driver.read(new SessionIdentity({ agentName: 'a' })).catch((error) => console.log(error.message));
    `;
    expect(run(program, folder, __dirname)).toMatch(
      /dynamo: read of \S+ failed: .*npm install @aws-sdk\/client-dynamodb/,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function run(program: string, cwd: string, ...programArguments: string[]): string {
  const options = ['--input-type=module', '--eval', program, ...programArguments];
  return execFileSync(process.execPath, options, { cwd, encoding: 'utf8' }).trim();
}
