import {
  ConfigError,
  DriverError,
  type IdentityFilter,
  type SessionIdentity,
  type StorageDriver,
} from '@agentstore/core';
import type { CaseDefinition } from '../case.ts';
import { expectList, expectRejection, expectThat } from '../expectation.ts';
import { freshIdentity } from '../fresh-identity.ts';
import { numbered } from '../numbered.ts';

/** list: which identities have a list. */
export const listingCases: readonly CaseDefinition[] = [
  {
    title: 'a driver that cannot list rejects as unsupported',
    unlessNative: 'list',
    async test(stage) {
      const driver = await stage.open();
      const error = await expectRejection(async () => keysOf(driver, {}), 'list of a driver that cannot');
      const code = error instanceof DriverError ? error.code : String(error);
      expectThat(code === 'unsupported', `list should reject with a DriverError with code 'unsupported', not ${code}`);
    },
  },
  {
    title: 'a listing names each identity that has a list, once, an empty list too',
    needs: ['list'],
    async test(stage) {
      const driver = await stage.open();
      const userId = crypto.randomUUID();
      const [written, appended, updated, cleared, ...none] = chatsOf(userId, 6);
      for (const n of [1, 2, 3]) {
        await driver.write(written, numbered(1, n));
        await driver.append(appended, numbered(1, n));
        await driver.update(updated, () => numbered(1, n));
      }
      await driver.write(cleared, []);
      for (const identity of none) await driver.read(identity);
      expectKeys(await keysOf(driver, { userId }), [written, appended, updated, cleared], 'a listing of one user');
    },
  },
  {
    title: 'a listing without a filter names everything',
    needs: ['list'],
    async test(stage) {
      const driver = await stage.open();
      const identities = [freshIdentity(), freshIdentity({ chatName: 'c', scope: 's' }), freshIdentity({ group: 'g' })];
      await writeAll(driver, identities);
      const keys = new Set(identities.map(({ key }) => key));
      const found = (await keysOf(driver)).filter((key) => keys.has(key));
      expectKeys(found, identities, 'what a listing without a filter names of three identities');
    },
  },
  {
    title: 'a filter finds what has all of its fields, whatever the others are',
    needs: ['list'],
    async test(stage) {
      const driver = await stage.open();
      const [ann, bob] = [`ann-${crypto.randomUUID()}`, `bob-${crypto.randomUUID()}`];
      const agentName = crypto.randomUUID();
      const group = crypto.randomUUID();
      const [plain, chat, scoped, grouped, ofBob, nobodys] = [
        freshIdentity({ userId: ann, agentName }),
        freshIdentity({ userId: ann, agentName, chatName: 'chat' }),
        freshIdentity({ userId: ann, agentName, chatName: 'chat', scope: 'usage' }),
        freshIdentity({ userId: ann, agentName, chatName: 'chat', group }),
        freshIdentity({ userId: bob, agentName, chatName: 'chat' }),
        freshIdentity({ userId: `${ann}-2`, agentName: `${agentName}-2`, chatName: 'chat-2' }),
      ];
      await writeAll(driver, [plain, chat, scoped, grouped, ofBob, nobodys]);
      const expectations: [IdentityFilter, SessionIdentity[]][] = [
        [{ userId: ann }, [plain, chat, scoped, grouped]],
        [{ userId: bob }, [ofBob]],
        // A group stands for the agent's name.
        [{ agentName }, [plain, chat, scoped, ofBob]],
        [{ group }, [grouped]],
        [{ agentName, chatName: 'chat' }, [chat, scoped, ofBob]],
        [{ agentName, scope: 'usage' }, [scoped]],
        [{ userId: ann, chatName: 'chat' }, [chat, scoped, grouped]],
        [{ userId: ann, agentName, chatName: 'chat', scope: 'usage' }, [scoped]],
        [{ userId: bob, scope: 'usage' }, []],
      ];
      for (const [filter, expected] of expectations) {
        expectKeys(await keysOf(driver, filter), expected, `a listing of ${JSON.stringify(filter)}`);
      }
    },
  },
  {
    title: 'a filter is an exact text, never a pattern, a beginning or an operator',
    needs: ['list'],
    async test(stage) {
      const driver = await stage.open();
      const tag = crypto.randomUUID();
      const ids = ['a', 'ab', 'A', 'a*', 'a?', 'a[b]', 'a%', 'a_', 'a.', '.*', '$ne', '*', 'a/b', ''];
      const ofUsers = ids.map((id) => freshIdentity({ userId: tag + id }));
      const ofChats = ids.map((id) => freshIdentity({ userId: `${tag}chats`, chatName: id }));
      await writeAll(driver, [...ofUsers, ...ofChats]);
      for (const [at, id] of ids.entries()) {
        const byUser = { userId: tag + id };
        expectKeys(
          await keysOf(driver, byUser),
          ofUsers.slice(at, at + 1),
          `a listing of the user ${JSON.stringify(id)}`,
        );
        const byChat = { userId: `${tag}chats`, chatName: id };
        expectKeys(
          await keysOf(driver, byChat),
          ofChats.slice(at, at + 1),
          `a listing of the chat ${JSON.stringify(id)}`,
        );
      }
    },
  },
  {
    title: 'an empty id is found apart from an absent one',
    needs: ['list'],
    async test(stage) {
      const driver = await stage.open();
      const userId = crypto.randomUUID();
      const [absent, empty] = [freshIdentity({ userId }), freshIdentity({ userId, chatName: '' })];
      await writeAll(driver, [absent, empty]);
      expectKeys(await keysOf(driver, { userId, chatName: '' }), [empty], "a listing of the chat ''");
      expectKeys(await keysOf(driver, { userId }), [absent, empty], 'a listing of the user');
    },
  },
  {
    title: 'a filter with an undefined field is refused, since it would mean everybody',
    needs: ['list'],
    async test(stage) {
      const driver = await stage.open();
      await driver.write(freshIdentity(), numbered(1, 1));
      const filter = { userId: undefined } as unknown as IdentityFilter;
      const error = await expectRejection(async () => keysOf(driver, filter), 'list with an undefined userId');
      expectThat(error instanceof ConfigError, `list should reject with a ConfigError, not with ${String(error)}`);
    },
  },
  {
    title: 'nothing that was removed is listed',
    needs: ['list'],
    async test(stage) {
      const driver = await stage.open();
      const userId = crypto.randomUUID();
      const [kept, removed, updated, back] = chatsOf(userId, 4);
      await writeAll(driver, [kept, removed, updated, back]);
      await driver.append(removed, numbered(5, 6));
      await driver.remove(removed);
      await driver.update(updated, () => null);
      await driver.remove(back);
      await driver.append(back, numbered(1, 1));
      expectKeys(await keysOf(driver, { userId }), [kept, back], 'a listing after removals');
    },
  },
  {
    title: 'a listed identity leads to its list',
    needs: ['list'],
    async test(stage) {
      const driver = await stage.open();
      const userId = crypto.randomUUID();
      await driver.write(
        freshIdentity({ userId, agentName: 'Agent_1', chatName: 'Ünïcode/..', scope: '' }),
        numbered(1, 3),
      );
      for await (const identity of driver.list({ userId })) {
        expectList(await driver.read(identity), numbered(1, 3), 'read of an identity that was listed');
        expectThat(
          identity.chatName === 'Ünïcode/..',
          `the listed chatName should be as it was, not ${identity.chatName}`,
        );
        expectThat(identity.scope === '', `the listed scope should be as it was (''), not ${identity.scope}`);
      }
    },
  },
  {
    title: 'a listing may be left before its end, and begun again',
    needs: ['list'],
    async test(stage) {
      const driver = await stage.open();
      const userId = crypto.randomUUID();
      const identities = chatsOf(userId, 20);
      await writeAll(driver, identities);
      for await (const identity of driver.list({ userId })) {
        expectThat(identity.userId === userId, `a listing of ${userId} named ${identity.key}`);
        break;
      }
      expectKeys(await keysOf(driver, { userId }), identities, 'a listing after one that was left');
    },
  },
  {
    title: 'a listing names what is there throughout, once, while other lists come and go',
    needs: ['list'],
    async test(stage) {
      const driver = await stage.open();
      const userId = crypto.randomUUID();
      const [stable, passing] = [chatsOf(userId, 40), chatsOf(userId, 40, 'passing')];
      await writeAll(driver, [...stable, ...passing.slice(20)]);
      const names = new Set(stable.map(({ key }) => key));
      const found: string[] = [];
      let at = 0;
      for await (const { key } of driver.list({ userId })) {
        if (names.has(key)) found.push(key);
        const [coming, going] = [passing[at], passing[at + 20]];
        if (coming) await driver.write(coming, numbered(1, 1));
        if (going) await driver.remove(going);
        at++;
      }
      expectKeys(found, stable, 'what a listing names of the lists that were there throughout');
    },
  },
  {
    title: 'a listing of more than 1,000 identities names each once',
    needs: ['list'],
    deadlineMs: 120_000,
    async test(stage) {
      const driver = await stage.open();
      const userId = crypto.randomUUID();
      const identities = chatsOf(userId, 1_050);
      await writeAll(driver, identities);
      expectKeys(await keysOf(driver, { userId }), identities, 'a listing of 1,050 identities');
    },
  },
];

export async function keysOf(driver: StorageDriver, filter?: IdentityFilter): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of driver.list(filter)) keys.push(key);
  return keys;
}

export function expectKeys(keys: readonly string[], expected: readonly SessionIdentity[], what: string): void {
  const wanted = new Set(expected.map(({ key }) => key));
  const missing = [...wanted].filter((key) => !keys.includes(key));
  expectThat(
    missing.length === 0,
    `${what} leaves out ${missing.length} of ${wanted.size}, the first is ${missing[0]}`,
  );
  const unexpected = keys.find((key) => !wanted.has(key));
  expectThat(unexpected === undefined, `${what} names ${unexpected}, which it should not`);
  const twice = keys.find((key, at) => keys.indexOf(key) !== at);
  expectThat(twice === undefined, `${what} names ${twice} more than once`);
}

export async function writeAll(driver: StorageDriver, identities: readonly SessionIdentity[]): Promise<void> {
  // Some at a time: a thousand requests at once are another test.
  for (let at = 0; at < identities.length; at += 32) {
    await Promise.all(identities.slice(at, at + 32).map((identity) => driver.write(identity, [{ of: identity.key }])));
  }
}

function chatsOf(userId: string, count: number, name = 'chat'): SessionIdentity[] & ManyIdentities {
  const chats = Array.from({ length: count }, (_, at) => freshIdentity({ userId, chatName: `${name} ${at}` }));
  return chats as SessionIdentity[] & ManyIdentities;
}

/** As many as a case takes apart by their places. */
type ManyIdentities = [SessionIdentity, SessionIdentity, SessionIdentity, SessionIdentity, ...SessionIdentity[]];
