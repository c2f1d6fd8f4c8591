import { DriverError, type SessionIdentity } from '@agentstore/core';
import type { CaseDefinition } from '../case.ts';
import { expectList, expectRejection, expectThat } from '../expectation.ts';
import { freshIdentity } from '../fresh-identity.ts';
import { expectKeys, keysOf, writeAll } from '../listed-keys.ts';
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
      const [stable, passing] = [chatsOf(userId, 40), chatsOf(userId, 40, 'a passing chat')];
      await writeAll(driver, [...passing.slice(20), ...stable]);
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

function chatsOf(userId: string, count: number, name = 'chat'): SessionIdentity[] & ManyIdentities {
  const chats = Array.from({ length: count }, (_, at) => freshIdentity({ userId, chatName: `${name} ${at}` }));
  return chats as SessionIdentity[] & ManyIdentities;
}

/** As many as a case takes apart by their places. */
type ManyIdentities = [SessionIdentity, SessionIdentity, SessionIdentity, SessionIdentity, ...SessionIdentity[]];
