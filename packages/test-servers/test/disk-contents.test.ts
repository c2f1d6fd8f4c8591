import { startRedis } from '../src/index.ts';
import { redisCommand } from '../src/redis/redis-command.ts';
import { testOwnRedis } from './redis-tests.ts';
import { type StartedServer, startedServers } from './started-servers.ts';

const started: StartedServer[] = [];
afterEach(async () => {
  for (const { server } of started.splice(0)) await server.stop();
});

async function expectDiskKept({ server, write, isWritten }: StartedServer): Promise<void> {
  const before = await server.snapshot();
  await write();
  const after = await server.snapshot();

  await server.kill();
  await server.restart('disk');
  expect(await isWritten()).toBe(true);
  await server.restart(before);
  expect(await isWritten()).toBe(false);
  await server.restart(after);
  expect(await isWritten()).toBe(true);
  // A snapshot is not used up.
  await server.restart();
  expect(await isWritten()).toBe(false);
  await server.restart(after);
  expect(await isWritten()).toBe(true);
}

const title = 'a killed server comes back with what was on its disk, then or at the time of a snapshot';

testOwnRedis(`redis: ${title}`, async () => {
  const server = await startRedis({ onDisk: true });
  const one: StartedServer = {
    server,
    write: async () => void (await redisCommand(server.url, 'SET', 'trace', 'written')),
    isWritten: async () => (await redisCommand(server.url, 'EXISTS', 'trace')) === '1',
  };
  started.push(one);

  await expectDiskKept(one);
});

const withDisk = startedServers.filter(({ name }) => name !== 'jongodb');

describe.each(withDisk)('$name', ({ start }) => {
  test(title, async () => {
    const one = await start();
    started.push(one);

    await expectDiskKept(one);
  });
});
