import { startRedisSentinel } from '../src/index.ts';
import { redisCommand } from '../src/redis/redis-command.ts';
import { redisInfo } from '../src/redis/redis-info.ts';
import { testOwnRedis } from './redis-tests.ts';

testOwnRedis(
  'a replica that is held lacks what the primary took since, also when it is the primary itself',
  async () => {
    const { sentinels, holdReplica, failOver, stop } = await startRedisSentinel();
    const primaryUrl = async () => {
      const info = await redisInfo(`redis://127.0.0.1:${sentinels[0]?.port}`, 'sentinel');
      return `redis://${/address=(.+?),/.exec(info.get('master0') ?? '')?.[1]}`;
    };
    const primary = await primaryUrl();
    await redisCommand(primary, 'SET', 'key', 'old');
    expect(await redisCommand(primary, 'WAIT', '1', '1000')).toBe('1');

    await holdReplica();
    await redisCommand(primary, 'SET', 'key', 'new');
    expect(await redisCommand(primary, 'WAIT', '1', '100')).toBe('0');
    await failOver();
    const promoted = await primaryUrl();
    expect(promoted).not.toBe(primary);
    expect(await redisCommand(promoted, 'GET', 'key')).toBe('old');
    await stop();
  },
);

testOwnRedis('after a failover all sentinels name another primary, which has the data and takes more', async () => {
  const { sentinels, name, failOver, stop } = await startRedisSentinel();
  const primaries = async () => {
    const urls = sentinels.map(({ host, port }) => `redis://${host}:${port}`);
    const lines = await Promise.all(urls.map(async (url) => (await redisInfo(url, 'sentinel')).get('master0')));
    return lines.map((line) => /^name=(.+),status=ok,address=(.+?),/.exec(line ?? '')?.slice(1));
  };
  const [first] = await primaries();
  const [, address] = first ?? [];
  expect(await primaries()).toEqual(sentinels.map(() => [name, address]));
  expect(sentinels).toHaveLength(3);
  const primary = `redis://${address}`;
  await redisCommand(primary, 'SET', 'key', 'value');
  expect(await redisCommand(primary, 'WAIT', '1', '1000')).toBe('1');

  await failOver();
  await expect(redisCommand(primary, 'PING')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  const [, promoted] = (await primaries())[0] ?? [];
  expect(promoted).not.toBe(address);
  expect((await primaries()).map((line) => line?.[1])).toEqual(sentinels.map(() => promoted));
  expect(await redisCommand(`redis://${promoted}`, 'GET', 'key')).toBe('value');
  expect(await redisCommand(`redis://${promoted}`, 'SET', 'key', 'newer')).toBe('OK');
  await stop();
});
