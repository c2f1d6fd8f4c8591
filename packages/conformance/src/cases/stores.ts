import { createStore, type SessionIdentity, Storage, type StorageDriver } from '@agentstore/core';
import type { CaseDefinition } from '../case.ts';
import { expectThat } from '../expectation.ts';
import { freshIdentity } from '../fresh-identity.ts';
import { expectKeys, keysOf } from '../listed-keys.ts';

/** What a store makes of a driver: sessions, whatever lists they have. */
export const storeCases: readonly CaseDefinition[] = [
  {
    title: 'a store names each session once, whatever its scopes',
    needs: ['list'],
    async test(stage) {
      const driver = await stage.open();
      const userId = crypto.randomUUID();
      const sessions = await filledSessions(driver, userId);
      const named: string[] = [];
      for await (const { key } of createStore({ defaultStorage: driver }).sessions({ userId })) named.push(key);
      expectKeys(named, sessions, "the sessions of one user's histories and notes");
    },
  },
  {
    title: 'a store removes every scope of the sessions that match, and no others',
    needs: ['list'],
    async test(stage) {
      const driver = await stage.open();
      const userId = crypto.randomUUID();
      const [first, ...others] = await filledSessions(driver, userId);
      await filledSessions(driver, `${userId}-other`);
      const store = createStore({ defaultStorage: driver });
      const chatName = first?.chatName ?? '';
      const removed = await store.remove({ userId, chatName });
      expectThat(removed === 1, `remove of one chat should count 1 session, not ${removed}`);
      const lists = others.flatMap((session) => ['history', 'notes'].map((scope) => session.withScope(scope)));
      expectKeys(await keysOf(driver, { userId }), lists, 'a listing after one of the chats was removed');
      await store.remove({ userId });
      expectKeys(await keysOf(driver, { userId }), [], 'a listing after all that a user had was removed');
      const kept = (await keysOf(driver, { userId: `${userId}-other` })).length;
      expectThat(kept === 6, `the lists of another user should still be 6, not ${kept}`);
    },
  },
];

class Notes extends Storage<{ text: string }> {
  static readonly prefix = 'notes';
}

/** Three chats, each with a history and notes. */
async function filledSessions(driver: StorageDriver, userId: string): Promise<SessionIdentity[]> {
  const sessions = ['one', 'two', 'three'].map((chatName) => freshIdentity({ userId, chatName }));
  const store = createStore({ defaultStorage: driver });
  for (const session of sessions) {
    await store.history(session).add({ role: 'user', content: 'Hello' });
    await new Notes(session, driver).add({ text: 'says hello' });
  }
  return sessions;
}
