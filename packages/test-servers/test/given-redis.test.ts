import { findRedis, startRedis, type TestServer } from '../src/index.ts';
import { redisCommand } from '../src/redis/redis-command.ts';
import { testOwnRedis } from './redis-tests.ts';

let given: TestServer | null = null;
const urlBefore = process.env.REDIS_URL;

afterEach(async () => {
  if (urlBefore === undefined) delete process.env.REDIS_URL;
  else process.env.REDIS_URL = urlBefore;
  await given?.stop();
});

/** A server that stands for one which somebody else runs. */
async function giveServer(): Promise<TestServer> {
  given = await startRedis({ own: true });
  process.env.REDIS_URL = given.url;
  return given;
}

testOwnRedis('the server of REDIS_URL is used as it stands, and outlives the tests', async () => {
  const { url, version } = await giveServer();
  await redisCommand(url, 'SET', 'key', 'value');

  const server = await startRedis();
  expect(server).toMatchObject({ url, version });
  await server.stop();
  expect(await redisCommand(url, 'GET', 'key')).toBe('value');
});

testOwnRedis('the server of REDIS_URL is neither paused nor killed', async () => {
  const { url } = await giveServer();

  const server = await startRedis();
  expect(() => server.pause()).toThrow('own: true');
  expect(() => server.resume()).toThrow('own: true');
  await expect(server.kill()).rejects.toThrow('own: true');
  await expect(server.restart()).rejects.toThrow('own: true');
  expect(await redisCommand(url, 'PING')).toBe('PONG');
});

testOwnRedis('a server is started beside REDIS_URL for a test that wants its own', async () => {
  const { url } = await giveServer();

  for (const options of [{ own: true }, { password: 'secret' }, { arguments: ['--maxmemory', '5mb'] }]) {
    const server = await startRedis(options);
    expect(server.url).not.toBe(url);
    await server.stop();
  }
});

testOwnRedis('a search tells that the server of REDIS_URL is used, and whether it answers', async () => {
  const { version, kill } = await giveServer();
  expect(await findRedis()).toEqual({
    available: true,
    against: `${version} of REDIS_URL, ${version} where tests kill it`,
  });

  await kill.call(given);
  expect(await findRedis()).toEqual({ available: false, install: expect.stringContaining('does not answer') });
  await expect(startRedis()).rejects.toThrow('REDIS_URL is set, but its server does not answer');
});
