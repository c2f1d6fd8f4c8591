import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createStore } from '@agentstore/core';
import '../src/index.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const directory = temporaryDirectory();

test('a removal of all that a user has leaves nothing on the disk, what is over included', async () => {
  const store = createStore({ defaultStorage: { driver: 'file', directory, ttlSeconds: 0.1 } });
  for (const chatName of ['1', '2']) {
    await store.history({ agentName: 'a', userId: 'u', chatName }).add({ role: 'user', content: 'secret' });
  }
  await delay(150);
  await store.history({ agentName: 'a', userId: 'u', chatName: '3' }).add({ role: 'user', content: 'alive' });

  expect(await store.remove({ userId: 'u' })).toBe(1);
  expect(readdirSync(directory, { recursive: true })).toEqual([]);
  await store.close();
});
