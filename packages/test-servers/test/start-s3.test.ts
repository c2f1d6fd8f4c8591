import { createHash } from 'node:crypto';
import { type AwsServer, runsTestsOf, startProxy, startS3 } from '../src/index.ts';
import { s3Get, s3Put } from './s3-request.ts';

const testOwnS3 = runsTestsOf('own s3') ? test : test.skip;

const servers: AwsServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

async function startWithBucket(options: Parameters<typeof startS3>[0] = {}): Promise<AwsServer> {
  const server = await startS3({ own: true, ...options });
  servers.push(server);
  await s3Put(server, '/bucket');
  return server;
}

testOwnS3('requests with other credentials are refused', async () => {
  const server = await startWithBucket();
  const credentials = { ...server.credentials, secretAccessKey: 'another' };

  expect((await s3Get({ ...server, credentials }, '/')).status).toBe(403);
});

testOwnS3('a condition that does not hold is refused, and nothing is stored', async () => {
  const server = await startWithBucket();
  const put = async (headers: Readonly<Record<string, string>>) => (await s3Put(server, '/bucket/key', headers)).status;

  expect(await put({ body: 'first', 'if-none-match': '*' })).toBe(200);
  expect(await put({ body: 'second', 'if-none-match': '*' })).toBe(412);
  expect(await put({ body: 'second', 'if-match': '"another"' })).toBe(412);
  expect(await (await s3Get(server, '/bucket/key')).text()).toBe('first');
});

testOwnS3('a request whose reply a proxy loses is done, on connections that are kept', async () => {
  const server = await startWithBucket();
  const proxy = await startProxy(server.port);
  proxy.resetAtEveryReply(3);

  const statuses: (number | null)[] = [];
  for (const key of ['1', '2', '3', '4', '5', '6']) {
    const put = s3Put({ ...server, url: `http://127.0.0.1:${proxy.port}` }, `/bucket/${key}`, { body: key });
    statuses.push((await put.catch(() => null))?.status ?? null);
  }
  await proxy.stop();
  expect(statuses).toEqual([200, 200, null, 200, 200, null]);
  expect(await (await s3Get(server, '/bucket/3')).text()).toBe('3');
  expect(await (await s3Get(server, '/bucket/6')).text()).toBe('6');
});

const WRITERS = 8;

/** Writers that each add a line to one object, several times, by `If-Match`. Tells how often an ETag was not of the content. */
async function tornReads(server: AwsServer, linesOfEach: number): Promise<number> {
  let torn = 0;
  const addLines = async () => {
    for (let line = 0; line < linesOfEach; ) {
      const read = await s3Get(server, '/bucket/key');
      const etag = read.headers.get('etag') ?? '';
      const content = await read.text();
      if (etag !== `"${createHash('md5').update(content).digest('hex')}"`) torn += 1;
      const write = await s3Put(server, '/bucket/key', { body: `${content}\n`, 'if-match': etag });
      if (write.ok) line += 1;
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, addLines));
  return torn;
}

testOwnS3('of writers that add to one object by If-Match, none overwrites what it has not seen', async () => {
  const server = await startWithBucket();
  await s3Put(server, '/bucket/key', { body: '\n' });

  expect(await tornReads(server, 5)).toBe(0);
  expect(await (await s3Get(server, '/bucket/key')).text()).toBe('\n'.repeat(1 + WRITERS * 5));
});

testOwnS3('with a sidecar they do, sooner or later: a read gives the new ETag with the old content', async () => {
  const server = await startWithBucket({ sidecar: true });
  await s3Put(server, '/bucket/key', { body: '\n' });

  // Or the test runs out of time.
  while ((await tornReads(server, 5)) === 0);
});
