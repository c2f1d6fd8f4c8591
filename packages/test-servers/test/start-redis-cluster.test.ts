import { startRedisCluster } from '../src/index.ts';
import { redisCommand } from '../src/redis/redis-command.ts';
import { testOwnRedis } from './redis-tests.ts';

testOwnRedis('each node of a cluster serves its slots, and knows who serves the others', async () => {
  const { nodes, stop } = await startRedisCluster();
  const urls = nodes.map(({ host, port }) => `redis://${host}:${port}`);
  const owners = new Set<string>();

  for (let number = 0; number < 100; number++) {
    const key = `key ${number}`;
    const answers = await Promise.all(
      urls.map((url) => redisCommand(url, 'SET', key, String(number)).catch(({ message }: Error) => message)),
    );
    const owner = urls[answers.indexOf('OK')] ?? 'nobody';
    const moved = answers.filter((answer) => answer !== 'OK');
    // A node that does not own the key names the one that does.
    expect(moved).toEqual([0, 1].map(() => expect.stringMatching(new RegExp(`MOVED \\d+ ${new URL(owner).host}$`))));
    owners.add(owner);
  }
  expect(owners).toEqual(new Set(urls));
  await stop();
  await expect(redisCommand(urls[0] ?? '', 'PING')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
