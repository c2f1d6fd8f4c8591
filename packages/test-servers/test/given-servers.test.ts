import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  findDynamo,
  findMongo,
  findS3,
  runsTestsOf,
  type ServerSearch,
  startDynamo,
  startMongo,
  startS3,
  type TestServer,
} from '../src/index.ts';

const before = { ...process.env };
const servers: TestServer[] = [];

beforeEach(() => {
  process.env.AWS_ACCESS_KEY_ID = 'agentstore';
  process.env.AWS_SECRET_ACCESS_KEY = 'agentstoresecret';
  delete process.env.AWS_REGION;
});

afterEach(async () => {
  for (const name of [
    ...kinds.map(({ variable }) => variable),
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_REGION',
  ]) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
  for (const server of servers.splice(0)) await server.stop();
});

interface Kind {
  readonly name: 'own s3' | 'own dynamo' | 'own mongo';
  readonly variable: string;
  readonly version: RegExp;
  start(options?: { readonly own?: boolean }): Promise<TestServer>;
  find(): Promise<ServerSearch>;
}

const kinds: readonly Kind[] = [
  { name: 'own s3', variable: 'S3_URL', version: /^VERSITYGW$/, start: startS3, find: findS3 },
  { name: 'own dynamo', variable: 'DYNAMODB_URL', version: /^DynamoDB$/, start: startDynamo, find: findDynamo },
  { name: 'own mongo', variable: 'MONGODB_URL', version: /^MongoDB \d+\.\d+/, start: startMongo, find: findMongo },
];

describe.each(kinds.filter(({ name }) => runsTestsOf(name)))('$variable', ({ variable, version, start, find }) => {
  /** A server that stands for one which somebody else runs. */
  async function giveServer(): Promise<TestServer> {
    const server = await start({ own: true });
    servers.push(server);
    process.env[variable] = server.url;
    return server;
  }

  test('its server is used as it stands, neither paused nor killed; one of its own is started beside it', async () => {
    const { url, port } = await giveServer();

    const given = await start();
    expect(given).toMatchObject({ url, port, version: expect.stringMatching(version) });
    expect(() => given.pause()).toThrow('own: true');
    await expect(given.kill()).rejects.toThrow('own: true');
    await given.stop();
    expect(await start()).toMatchObject({ url });

    const own = await start({ own: true });
    servers.push(own);
    expect(own.url).not.toBe(url);
  });

  test('a search tells that its server is used, and whether it answers', async () => {
    const server = await giveServer();
    const against = expect.stringMatching(
      new RegExp(`${version.source.replace(/[$^]/g, '')}.* of ${variable}, .+ where tests kill it`),
    );
    expect(await find()).toEqual({ available: true, against });

    await server.kill();
    expect(await find()).toEqual({ available: false, install: expect.stringContaining('does not answer') });
    await expect(start()).rejects.toThrow(`${variable} is set, but its server does not answer`);
  });
});

const awsKinds = [
  { variable: 'S3_URL', start: startS3 },
  { variable: 'DYNAMODB_URL', start: startDynamo },
];

test.each(awsKinds)(
  'the server of $variable has the credentials and the region of AWS, and needs them',
  async ({ variable, start }) => {
    const http = createServer((_, response) => response.end());
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    process.env[variable] = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    process.env.AWS_ACCESS_KEY_ID = 'key';
    process.env.AWS_SECRET_ACCESS_KEY = 'secret';

    expect(await start()).toMatchObject({
      region: 'us-east-1',
      credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
    });
    process.env.AWS_REGION = 'eu-central-1';
    expect(await start()).toMatchObject({ region: 'eu-central-1' });
    delete process.env.AWS_SECRET_ACCESS_KEY;
    await expect(start()).rejects.toThrow('AWS_SECRET_ACCESS_KEY');
    await new Promise((resolve) => http.close(resolve));
  },
);

test.each(['mongodb+srv://example.com', 'mongodb://127.0.0.1:1,127.0.0.1:2'])(
  'MONGODB_URL names one host: %s does not',
  async (url) => {
    process.env.MONGODB_URL = url;

    await expect(startMongo()).rejects.toThrow('one host');
    expect(await findMongo()).toEqual({ available: false, install: expect.stringContaining('one host') });
  },
);
