import { setTimeout } from 'node:timers/promises';
import type { Item, SessionIdentity, StorageDriver } from '@agentstore/core';
import type { CaseDefinition } from '../case.ts';
import { expectList } from '../expectation.ts';
import { freshIdentity } from '../fresh-identity.ts';
import { inTime, notLaterThan } from '../in-time.ts';
import { expectKeys, keysOf } from '../listed-keys.ts';
import { numbered } from '../numbered.ts';

const ttlSeconds = 1;
const ttlMs = ttlSeconds * 1000;

/** In milliseconds: for timers and clocks that round. */
const marginMs = 200;

/** ttlSeconds. */
export const expiryCases: readonly CaseDefinition[] = [
  {
    title: 'a list reads as null once ttlSeconds have passed since its last write',
    async test(stage) {
      const driver = await stage.open({ ttlSeconds });
      const [written, appended, updated] = [freshIdentity(), freshIdentity(), freshIdentity()];
      await driver.write(written, numbered(1, 3));
      await driver.append(appended, numbered(1, 3));
      await driver.update(updated, () => numbered(1, 3));
      await expired();
      for (const [identity, method] of [
        [written, 'written'],
        [appended, 'appended'],
        [updated, 'updated'],
      ] as const) {
        expectList(await driver.readLast(identity, 2), null, `readLast of an expired list that was ${method}`);
        expectList(await driver.read(identity), null, `read of an expired list that was ${method}`);
      }
    },
  },
  {
    title: 'an update meets no list where it has expired',
    async test(stage) {
      const driver = await stage.open({ ttlSeconds });
      await inTime(async () => {
        const identity = freshIdentity();
        await driver.write(identity, numbered(1, 3));
        await expired();
        let given: Item[] | null = numbered(0, 0);
        const start = performance.now();
        await driver.update(identity, (items) => {
          given = items;
          return numbered(4, 5);
        });
        const list = await driver.read(identity);
        notLaterThan(ttlMs, start);
        expectList(given, null, 'what change was given where the list has expired');
        expectList(list, numbered(4, 5), 'read after the update of an expired list');
      });
    },
  },
  {
    title: 'an append to an expired list begins a new one',
    async test(stage) {
      const driver = await stage.open({ ttlSeconds });
      await inTime(async () => {
        const identity = freshIdentity();
        await driver.write(identity, numbered(1, 2));
        await driver.append(identity, numbered(3, 3));
        await expired();
        const start = performance.now();
        await driver.append(identity, numbered(4, 5));
        const list = await driver.read(identity);
        const last = await driver.readLast(identity, 9);
        notLaterThan(ttlMs, start);
        expectList(list, numbered(4, 5), 'read after an append to an expired list');
        expectList(last, numbered(4, 5), 'readLast after an append to an expired list');
      });
    },
  },
  ...(['write', 'append', 'update'] as const).map(
    (method): CaseDefinition => ({
      title: `${method} makes the whole list last as long again`,
      deadlineMs: 60_000,
      async test(stage) {
        const driver = await stage.open({ ttlSeconds });
        await inTime(async () => {
          const identity = freshIdentity();
          const start = performance.now();
          await driver.write(identity, numbered(1, 2));
          await setTimeout(ttlMs * 0.6);
          const prolonged = performance.now();
          await prolong(driver, identity, method);
          notLaterThan(ttlMs, start);
          await setTimeout(ttlMs * 0.6);
          const list = await driver.read(identity);
          notLaterThan(ttlMs, prolonged);
          expectList(
            list,
            numbered(1, 3),
            `read ${ttlMs * 1.2} ms after a write and ${ttlMs * 0.6} ms after ${method}`,
          );
          await expired();
          expectList(await driver.read(identity), null, `read after a list that ${method} had prolonged expired`);
        });
      },
    }),
  ),
  {
    title: 'reading does not make a list last longer',
    async test(stage) {
      const driver = await stage.open({ ttlSeconds });
      const identity = freshIdentity();
      await driver.write(identity, numbered(1, 2));
      await setTimeout(ttlMs * 0.6);
      await driver.read(identity);
      await driver.readLast(identity, 1);
      await driver.append(identity, []);
      await setTimeout(ttlMs * 0.4 + marginMs);
      expectList(await driver.read(identity), null, 'read of a list that was read, but not written, before it expired');
    },
  },
  {
    title: 'an empty list expires as well',
    async test(stage) {
      const driver = await stage.open({ ttlSeconds });
      const identity = freshIdentity();
      await driver.write(identity, []);
      await expired();
      expectList(await driver.read(identity), null, 'read of an empty list that has expired');
    },
  },
  {
    title: 'an expired list is not listed',
    needs: ['list'],
    async test(stage) {
      const driver = await stage.open({ ttlSeconds });
      await inTime(async () => {
        const userId = crypto.randomUUID();
        const [old, young] = [freshIdentity({ userId, chatName: 'old' }), freshIdentity({ userId, chatName: 'young' })];
        await driver.append(old, numbered(1, 2));
        await expired();
        const start = performance.now();
        await driver.append(young, numbered(1, 2));
        const keys = await keysOf(driver, { userId });
        notLaterThan(ttlMs, start);
        expectKeys(keys, [young], 'a listing where one list has expired and one has not');
      });
    },
  },
  {
    title: 'nothing expires where no ttlSeconds are given',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      await driver.write(identity, numbered(1, 2));
      await driver.append(identity, numbered(3, 3));
      await expired();
      expectList(await driver.read(identity), numbered(1, 3), 'read of a list that was written without ttlSeconds');
    },
  },
];

/** Makes it `numbered(1, 3)`. */
async function prolong(driver: StorageDriver, identity: SessionIdentity, method: 'write' | 'append' | 'update') {
  if (method === 'write') await driver.write(identity, numbered(1, 3));
  else if (method === 'append') await driver.append(identity, numbered(3, 3));
  else await driver.update(identity, (items) => [...(items ?? []), { n: 3 }]);
}

/** Real time must pass: the clock that decides may be the backend's. */
async function expired(): Promise<void> {
  await setTimeout(ttlMs + marginMs);
}
