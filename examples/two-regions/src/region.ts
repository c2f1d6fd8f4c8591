// A region: a process of its own, which does what main.ts tells it, and answers with a line for people.
import { setTimeout as delay } from 'node:timers/promises';
import { ChainError } from '@agentstore/core';
import { sessionOf } from './session.ts';
import { chain, store } from './store.ts';

/** What a region can be told to do. */
export type Task =
  | { readonly add: string; readonly to: string }
  | { readonly edit: string; readonly into: string; readonly of: string }
  | { readonly remove: string }
  | { readonly read: string }
  | 'recover'
  | 'verify';

// Also where the parent is gone.
process.once('disconnect', async () => {
  await store.close();
  await chain.close();
  process.exit();
});

process.on('message', async (task: Task) => {
  process.send?.(await done(task).catch((error: Error) => `failed: ${error.message}`));
});

async function done(task: Task): Promise<string> {
  if (task === 'recover') return recover();
  if (task === 'verify') return verify();
  if ('add' in task) {
    await store.history(sessionOf(task.to)).add({ role: 'user', content: task.add });
    return `adds to "${task.to}": ${task.add}`;
  }
  if ('edit' in task) {
    const { edit, into, of } = task;
    await store
      .history(sessionOf(of))
      .update((messages) =>
        messages.map((message) => (message.content === edit ? { ...message, content: into } : message)),
      );
    return `edits "${of}": ${edit} → ${into}`;
  }
  if ('remove' in task) return remove(task.remove);
  const messages = await store.history(sessionOf(task.read)).get();
  const texts = messages.map(({ content }) => content).join(' / ');
  return `reads "${task.read}": ${texts || '(nothing)'}`;
}

/** A removal that could not reach every driver says so. Nobody in this region sees the messages any more. */
async function remove(chat: string): Promise<string> {
  try {
    await store.history(sessionOf(chat)).remove();
    return `removes "${chat}"`;
  } catch (error) {
    if (!(error instanceof ChainError)) throw error;
    return `removes "${chat}": ${error.reason.split('\n')[0]}`;
  }
}

async function recover(): Promise<string> {
  while (chain.status().some(({ state }) => state !== 'up')) await delay(20);
  return `reaches ${chain
    .status()
    .map(({ driver }) => driver)
    .join(' and ')}`;
}

/** Repairs what nobody has read since, and compares all lists of both drivers. */
async function verify(): Promise<string> {
  for await (const _ of chain.repairAll());
  const differing: string[] = [];
  let count = 0;
  for await (const { identity, agree } of chain.verifyAll()) {
    count++;
    if (!agree) differing.push(identity.key);
  }
  return `compares ${count} lists: ${differing.length === 0 ? 'its Redis and S3 agree' : differing.join(', ')}`;
}
