import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SessionIdentity } from '@agentstore/core';
import { startRedis, type TestServer } from '@agentstore/test-servers';
import { RedisDriver } from '../src/index.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeRedis } from './needs-redis.ts';

const count = 400;

describeRedis('several processes', () => {
  let server: TestServer;
  let driver: RedisDriver;

  beforeAll(async () => {
    server = await startRedis();
    driver = new RedisDriver({ url: server.url });
  });
  afterAll(async () => {
    await driver.close();
    await server.stop();
  });

  /** Resolves once a process of the built packages has appended all of its items. */
  async function write(identity: SessionIdentity, writer: string): Promise<void> {
    const program = join(__dirname, 'writer.mjs');
    await promisify(execFile)(process.execPath, [program, server.url, identity.key, writer, String(count)]);
  }

  async function numbersOf(identity: SessionIdentity, writer: string): Promise<number[]> {
    const items = (await driver.read(identity)) ?? [];
    return items.filter((item) => item.writer === writer).map(({ number }) => Number(number));
  }

  const all = Array.from({ length: count }, (_, number) => number);

  test('two that append 400 items each to one list lose none, and keep each one’s order', async () => {
    const identity = freshIdentity();
    await Promise.all([write(identity, 'a'), write(identity, 'b')]);

    expect(await numbersOf(identity, 'a')).toEqual(all);
    expect(await numbersOf(identity, 'b')).toEqual(all);
  });

  test('one that rewrites the list all the time loses nothing of what another appends', async () => {
    const identity = freshIdentity();
    let updates = 0;
    let isDone = false;
    const writing = write(identity, 'a').finally(() => {
      isDone = true;
    });
    while (!isDone) {
      await driver.update(identity, (items) => [...(items ?? [])]);
      await driver.append(identity, [{ writer: 'b', number: updates++ }]);
    }
    await writing;

    expect(await numbersOf(identity, 'a')).toEqual(all);
    expect(await numbersOf(identity, 'b')).toEqual(Array.from({ length: updates }, (_, number) => number));
  });
});
