import { ConfigError, type IdentityFilter, type SessionIdentity } from '@agentstore/core';
import type { CaseDefinition } from '../case.ts';
import { expectRejection, expectThat } from '../expectation.ts';
import { freshIdentity } from '../fresh-identity.ts';
import { expectKeys, keysOf, writeAll } from '../listed-keys.ts';
import { numbered } from '../numbered.ts';

/** list with a filter: which identities match. */
export const filterCases: readonly CaseDefinition[] = [
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
];
