import { SessionIdentity } from '@agentstore/core';
import type { RedisDriver } from '../src/index.ts';
import { describeRedis } from './needs-redis.ts';
import { ObservedServer } from './observed-server.ts';

describeRedis('a listing', () => {
  const redis = new ObservedServer();

  function driverWith(keyPrefix: string): RedisDriver {
    return redis.open({ keyPrefix });
  }

  async function keysIn(driver: RedisDriver, filter = {}): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of driver.list(filter)) keys.push(key);
    return keys.toSorted();
  }

  test.each(['a*', 'a?', 'a[bc]', 'a\\', 'a{b}', '{', 'a}', 'with blanks ', 'ünï:', '', 'a:b:'])(
    'finds its lists under the prefix %j, and those of no other',
    async (name) => {
      const unique = crypto.randomUUID();
      const prefix = unique + name;
      const driver = driverWith(prefix);
      const identity = new SessionIdentity({ agentName: 'a', userId: 'ann', scope: 'history' });
      await driver.append(identity, [{ n: 1 }]);
      // What a pattern would take it for.
      for (const other of ['ab', 'aXY', 'abc', 'a', 'a\\\\', 'x']) {
        await redis.observer.set(`${unique}${other}{u.ann}/a.b/c/s.history`, 'x');
      }
      expect(await keysIn(driver)).toEqual([identity.key]);
      expect(await keysIn(driver, { userId: 'ann' })).toEqual([identity.key]);
      expect(await driver.read(identity)).toEqual([{ n: 1 }]);
    },
  );

  test('leaves out keys under its prefix that are no lists', async () => {
    const prefix = `${crypto.randomUUID()}:`;
    const driver = driverWith(prefix);
    const identity = new SessionIdentity({ agentName: 'a', scope: 'history' });
    await driver.append(identity, [{ n: 1 }]);
    for (const name of [
      'lock',
      '{u/a.b}/s',
      '{u/a.b/c}',
      '{u/a.b/c}/s.history/more',
      '{u}/a.b/c/s',
      '{u.ann/a.b/c}/s',
      '{u.ann}/a.b/c',
      '{u.ann}:lists',
      '{nothing}/s',
      'u/a.b/c/s',
    ]) {
      await redis.observer.set(prefix + name, 'x');
    }
    expect(await keysIn(driver)).toEqual([identity.key]);
  });

  test('without a user finds all sessions of an agent, by SCAN and never by KEYS', async () => {
    const driver = driverWith(`${crypto.randomUUID()}:`);
    const sessions = Array.from({ length: 2_500 }, (_, n) => {
      const fields = { agentName: `agent ${n % 100}`, chatName: `${n}`, scope: 'history' };
      return new SessionIdentity(n % 2 === 0 ? fields : { ...fields, userId: `${n % 10}` });
    });
    await Promise.all(sessions.map((identity) => driver.append(identity, [{ n: 1 }])));
    await redis.observer.config('RESETSTAT');
    for (const agentName of ['agent 6', 'agent 7']) {
      const own = sessions.filter((session) => session.agentName === agentName).map(({ key }) => key);
      expect(await keysIn(driver, { agentName })).toEqual(own.toSorted());
    }
    const commands = await redis.observer.info('commandstats');
    expect(commands).toContain('cmdstat_scan');
    expect(commands).not.toContain('cmdstat_keys');
  });
});
