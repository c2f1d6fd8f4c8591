import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import type { StorageDriver } from '@agentstore/core';
import { DynamoDriver } from '../src/index.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeDynamo } from './needs-dynamo.ts';
import { ObservedTable } from './observed-table.ts';
import { outcomesOf } from './outcomes.ts';

const secrets = { AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMIsecret', AWS_SESSION_TOKEN: 'FwoGZXIvYXdzEtoken/+=' };
const diagnosis = 'my diagnosis';

/** All that can be seen of each operation's failure. */
async function failuresOf(driver: StorageDriver): Promise<string[]> {
  const outcomes = await outcomesOf(driver);
  expect(outcomes.map(({ code }) => code)).not.toContain('resolved');
  return outcomes.map(({ error }) => inspect(error, { depth: 30, showHidden: true }) + JSON.stringify(error));
}

function expectHidden(texts: readonly string[]): void {
  for (const text of texts) for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
}

describe('a secret', () => {
  let server: Server;
  let met: IncomingHttpHeaders | null = null;

  beforeAll(async () => {
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'someone', ...secrets });
    // As AWS does where a signature does not fit: it repeats what was signed, the token too.
    server = createServer((request, response) => {
      met = request.headers;
      const canonical = Object.entries(request.headers).map(([name, value]) => `${name}:${value}`);
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
      const message = `The request signature we calculated does not match.\n\nThe Canonical String should have been\n'POST\n/\n\n${canonical.join('\n')}'`;
      response.end(JSON.stringify({ __type: 'com.amazon.coral.service#InvalidSignatureException', message }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => server.close());

  const endpoint = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  test('that AWS repeats in its answer stands in no error', async () => {
    const driver = new DynamoDriver({ table: 'agentstore', region: 'us-east-1', endpoint: endpoint() });
    const texts = await failuresOf(driver);
    expect(met?.['x-amz-security-token']).toBe(secrets.AWS_SESSION_TOKEN);
    for (const text of texts) expect(text).toMatch(/does not know these credentials/);
    expectHidden(texts);
    await driver.close();
  });

  test('stands in no error of a server that is not there', async () => {
    const driver = new DynamoDriver({ table: 'agentstore', region: 'us-east-1', endpoint: 'http://127.0.0.1:1' });
    expectHidden(await failuresOf(driver));
    await driver.close();
  });

  test('in an endpoint that is refused stands in no error', () => {
    const config = { table: 'agentstore', endpoint: `http://me:${secrets.AWS_SECRET_ACCESS_KEY}@localhost` };
    expect(() => new DynamoDriver(config)).toThrow(/without a user or a password/);
    expect(() => new DynamoDriver(config)).not.toThrow(secrets.AWS_SECRET_ACCESS_KEY);
  });

  test('and what a user said stand neither in an error nor in what a process prints', async () => {
    const program = `
      import { DynamoDriver } from '@agentstore/dynamo';
      import { SessionIdentity } from '@agentstore/core';
      const driver = new DynamoDriver({ table: 'agentstore', region: 'us-east-1', endpoint: 'http://127.0.0.1:1' });
      const identity = new SessionIdentity({ agentName: 'a' });
      await driver.append(identity, [{ text: '${diagnosis}' }]).catch((error) => console.log(error));
      await driver.close();
    `;
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: __dirname,
      encoding: 'utf8',
      env: { ...process.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(output).toContain('no server answers there');
    expectHidden([output]);
    expect(output).not.toContain(diagnosis);
  });
});

describeDynamo('what a user said', () => {
  const dynamo = new ObservedTable();

  test('stands in no error about it', async () => {
    const [driver, identity] = [dynamo.open(), freshIdentity()];
    await driver.append(identity, [{ text: diagnosis }]);
    const [, entry] = await dynamo.recordsOf(identity);
    const { PutItemCommand } = await import('@aws-sdk/client-dynamodb');
    for (const damaged of [`{"text":"${diagnosis}`, diagnosis]) {
      const Item = { ...entry, t: { S: damaged } };
      await dynamo.observer.send(new PutItemCommand({ TableName: dynamo.table, Item }));
      const error = await driver.read(identity).catch((reason: unknown) => reason);
      const text = inspect(error, { depth: 30, showHidden: true });
      expect(text).toMatch(/is damaged/);
      expect(text).not.toContain(diagnosis);
    }
  });
});
