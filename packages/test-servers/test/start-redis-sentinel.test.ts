import { startRedisSentinel } from '../src/index.ts';
import { redisCommand } from '../src/redis/redis-command.ts';
import { redisInfo } from '../src/redis/redis-info.ts';
import { testOwnRedis } from './redis-tests.ts';

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
