import { once } from 'node:events';
import { connect } from 'node:net';
import { startRedis, type TestServer } from '../src/index.ts';
import { redisCommand } from '../src/redis/redis-command.ts';
import { redisInfo } from '../src/redis/redis-info.ts';
import { testOwnRedis } from './redis-tests.ts';

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

async function start(options: Parameters<typeof startRedis>[0] = {}): Promise<TestServer> {
  const server = await startRedis({ own: true, ...options });
  servers.push(server);
  return server;
}

testOwnRedis('a server answers as soon as it is started, and tells its version', async () => {
  const server = await start();

  expect(server.url).toBe(`redis://127.0.0.1:${server.port}`);
  expect(await redisCommand(server.url, 'PING')).toBe('PONG');
  expect(server.version).toBe(`redis-server ${(await redisInfo(server.url, 'server')).get('redis_version')}`);
});

testOwnRedis('servers that are started at once have a port each', async () => {
  const started = await Promise.all(Array.from({ length: 5 }, () => start()));

  expect(new Set(started.map(({ port }) => port)).size).toBe(5);
  for (const { url, port } of started) await redisCommand(url, 'SET', 'port', String(port));
  for (const { url, port } of started) expect(await redisCommand(url, 'GET', 'port')).toBe(String(port));
});

testOwnRedis('a server asks for the password that was chosen, which is part of its URL', async () => {
  const server = await start({ password: 'a b/:ü@' });

  expect(await redisCommand(server.url, 'PING')).toBe('PONG');
  await expect(redisCommand(`redis://127.0.0.1:${server.port}`, 'PING')).rejects.toThrow('NOAUTH');
});

testOwnRedis('the arguments reach the program', async () => {
  const server = await start({ arguments: ['--maxmemory', '5mb'] });

  expect((await redisInfo(server.url, 'memory')).get('maxmemory')).toBe(String(5 * 1024 * 1024));
});

testOwnRedis('a paused server takes requests and answers them when it goes on', async () => {
  const server = await start();
  const client = connect(server.port, '127.0.0.1');
  await once(client, 'connect');

  server.pause();
  client.write('PING\r\n');
  await expect(redisCommand(server.url, 'PING')).rejects.toThrow('does not answer');
  expect(client.bytesRead).toBe(0);
  server.resume();
  expect(String((await once(client, 'data'))[0])).toBe('+PONG\r\n');
  client.destroy();
});

testOwnRedis('a killed server refuses connections, also if it was paused', async () => {
  const [running, paused] = [await start(), await start()];

  paused.pause();
  await Promise.all([running.kill(), paused.kill()]);
  for (const { url } of [running, paused]) {
    await expect(redisCommand(url, 'PING')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  }
  expect(() => running.pause()).toThrow('does not run');
});

testOwnRedis('a restarted server has the same port and is empty, running, paused or killed before', async () => {
  const server = await start();
  const breaks = [() => {}, () => server.pause(), () => server.kill()];

  for (const breakServer of breaks) {
    await redisCommand(server.url, 'SET', 'key', 'value');
    await breakServer();
    await server.restart();
    expect(await redisCommand(server.url, 'EXISTS', 'key')).toBe('0');
  }
});
