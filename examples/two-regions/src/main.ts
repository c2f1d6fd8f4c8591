// Redis nearby for speed, S3 far away for safety. Redis is cut off in the middle of a conversation, comes back without what
// was said meanwhile, and at last forgets all of it; whoever reads has the whole conversation. src/pretended starts the
// servers where REDIS_URL and S3_URL name none.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createDriver, createStore, SessionIdentity } from '@agentstore/core';
import { openRegions } from './pretended/regions.ts';
import { sessionOf } from './session.ts';

const reader = fileURLToPath(new URL('./reader.js', import.meta.url));
const chat = `order-4471-${Date.now()}`;
const regions = await openRegions();
// Only now: config.ts reads in the environment where the servers are.
const [{ nearby }, { toldStore }] = await Promise.all([import('./config.ts'), import('./told-store.ts')]);
try {
  await converse();
} finally {
  await regions.stop();
}

async function converse(): Promise<void> {
  await using store = toldStore();
  const history = store.history(sessionOf(chat));
  const turn = (question: string, content: string) =>
    history.add({ role: 'user', content: question }, { role: 'assistant', content });

  console.log('A conversation begins, in both.');
  await turn('Where is my order?', 'It left the warehouse at 9:12.');

  await regions.cut('redis');
  console.log('Redis is cut off. The conversation goes on, in S3 alone.');
  await turn('When will it be here?', 'Tomorrow, before noon.');
  await readElsewhere();

  await regions.restore();
  console.log(`Redis is back. It has ${await inRedis()} of 4 messages, and this process knows that it missed some:`);
  console.log(`  it reads ${await store.history(sessionOf(chat)).count()} messages`);

  console.log('The conversation goes on. What Redis has now has a hole, which everybody sees who reads it.');
  await turn('May I change the address?', 'No, it is on its way.');
  await readElsewhere();

  console.log('The next update of the history, here of nothing, fills it.');
  await history.update((messages) => messages);
  console.log(`  Redis alone has ${await inRedis()} of 6 messages`);

  console.log('Redis forgets the conversation, as one that is short of memory does.');
  await forget();
  await readElsewhere();
}

async function readElsewhere(): Promise<void> {
  const { stdout } = await promisify(execFile)(process.execPath, [reader, chat]);
  process.stdout.write(stdout);
}

async function inRedis(): Promise<number> {
  await using store = createStore({ defaultStorage: nearby });
  return await store.history(sessionOf(chat)).count();
}

async function forget(): Promise<void> {
  const redis = createDriver(nearby);
  await redis.remove(new SessionIdentity({ ...sessionOf(chat), scope: 'history' }));
  await redis.close();
}
