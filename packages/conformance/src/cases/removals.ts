import { setTimeout } from 'node:timers/promises';
import type { Item, SessionIdentity, StorageDriver } from '@agentstore/core';
import type { CaseDefinition } from '../case.ts';
import { expectList, expectThat } from '../expectation.ts';
import { freshIdentity } from '../fresh-identity.ts';
import { numbered } from '../numbered.ts';
import { killAt } from '../process/kill-at.ts';
import type { Stage } from '../stage.ts';
import { generationIn } from '../work/generations.ts';

/** What stays behind. */
export const removalCases: readonly CaseDefinition[] = [
  {
    title: 'what is stored after a removal has nothing of the list before',
    async test(stage) {
      const driver = await stage.open();
      for (const method of ['append', 'write', 'update'] as const) {
        const identity = freshIdentity();
        await storeInAllWays(driver, identity);
        await driver.remove(identity);
        if (method === 'update') await driver.update(identity, (items) => [...(items ?? []), { n: 0 }]);
        else await driver[method](identity, [{ n: 0 }]);
        expectList(await driver.read(identity), [{ n: 0 }], `read after a removal and ${method}`);
        expectList(await driver.readLast(identity, 9), [{ n: 0 }], `readLast after a removal and ${method}`);
      }
    },
  },
  {
    title: 'a removal takes the list of one identity and no other',
    async test(stage) {
      const driver = await stage.open();
      const session = freshIdentity({ chatName: 'chat' });
      const others = [
        freshIdentity({ userId: session.userId as string }),
        session.withScope('usage'),
        session.withScope('history'),
        freshIdentity({ userId: session.userId as string, chatName: 'chat 2' }),
      ];
      for (const identity of [session, ...others]) await driver.write(identity, [{ of: identity.key }]);
      await driver.remove(session);
      expectList(await driver.read(session), null, 'read after a removal');
      for (const identity of others) {
        expectList(
          await driver.read(identity),
          [{ of: identity.key }],
          `read of ${identity.key} after ${session.key} was removed`,
        );
      }
    },
  },
  {
    title: 'remove leaves nothing behind',
    needs: ['leftovers'],
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      await storeInAllWays(driver, identity);
      await driver.remove(identity);
      await expectNothing(stage, identity, 'remove');

      await storeInAllWays(driver, identity);
      await driver.update(identity, () => null);
      await expectNothing(stage, identity, 'an update to null');

      await driver.remove(identity);
      await driver.read(identity);
      await driver.append(identity, []);
      await expectNothing(stage, identity, 'a removal, a read and an append of nothing');
    },
  },
  {
    title: 'remove leaves nothing of a long list behind',
    needs: ['leftovers'],
    async test(stage) {
      const driver = await stage.open({ timeoutMs: 60_000 });
      const identity = freshIdentity();
      const items = (count: number): Item[] =>
        Array.from({ length: count }, (_, n) => ({ n, text: 'x'.repeat(2_000) }));
      await driver.write(identity, items(1_200));
      for (let n = 0; n < 5; n++) await driver.append(identity, items(10));
      await driver.remove(identity);
      await expectNothing(stage, identity, 'remove');
    },
  },
  {
    title: 'remove leaves nothing behind of processes that died (several processes)',
    needs: ['leftovers', 'processes'],
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      for (const [at, other] of (await stage.processes(3)).entries()) {
        await killAt((at + 0.5) / 3, other, (progress) =>
          other.run('replace', identity, { by: 'write', last: Number.MAX_SAFE_INTEGER }, progress),
        );
      }
      await expectNoMoreChanges(driver, identity);
      await driver.remove(identity);
      await expectNothing(stage, identity, 'remove');
    },
  },
];

/** What a process had sent before it died may still arrive: nothing tells when it has. */
async function expectNoMoreChanges(driver: StorageDriver, identity: SessionIdentity): Promise<void> {
  let generation: number;
  do {
    generation = generationIn(await driver.read(identity));
    await setTimeout(50);
  } while (generation !== generationIn(await driver.read(identity)));
}

async function storeInAllWays(driver: StorageDriver, identity: SessionIdentity): Promise<void> {
  await driver.write(identity, numbered(1, 5));
  await driver.append(identity, numbered(6, 8));
  await driver.update(identity, (items) => [...(items ?? []), ...numbered(9, 9)]);
  await driver.append(identity, numbered(10, 11));
}

async function expectNothing(stage: Stage, identity: SessionIdentity, what: string): Promise<void> {
  const left = await stage.leftovers(identity);
  expectThat(left.length === 0, `after ${what} the backend still holds ${left.join(', ')}`);
}
