import type { Item, SessionIdentity } from '@agentstore/core';
import type { CaseDefinition } from '../case.ts';
import { expectList, expectThat } from '../expectation.ts';
import { freshIdentity } from '../fresh-identity.ts';
import { lostTurn, type Turns } from '../work/turns.ts';
import { amongInstancesAndProcesses } from '../work/workers.ts';

/** update, while others append and update. */
export const sharedUpdateCases: readonly CaseDefinition[] = [
  {
    title: 'an update that begins during another one is not lost',
    async test(stage) {
      const identity = freshIdentity();
      const [one, other] = await stage.instances(2, ['update']);
      let meanwhile: Promise<Item[] | null> | undefined;
      const add = (item: Item) => (items: Item[] | null) => [...(items ?? []), item];
      await one?.write(identity, [{ n: 0 }]);
      await one?.update(identity, (items) => {
        // Change may run more than once; the other update is begun once.
        meanwhile ??= other?.update(identity, add({ n: 2 }));
        return add({ n: 1 })(items);
      });
      await meanwhile;
      const numbers = (await one?.read(identity))?.map(({ n }) => Number(n)).sort();
      expectList([{ numbers: numbers ?? [] }], [{ numbers: [0, 1, 2] }], 'what two updates at once leave');
    },
  },
  {
    title: 'what is appended during an update is kept',
    async test(stage) {
      const identity = freshIdentity();
      const [one, other] = await stage.instances(2, ['append', 'update']);
      let meanwhile: Promise<void> | undefined;
      await one?.write(identity, [{ n: 0 }]);
      await one?.update(identity, (items) => {
        meanwhile ??= other?.append(identity, [{ n: 2 }, { n: 3 }]);
        return [...(items ?? []), { n: 1 }];
      });
      await meanwhile;
      const numbers = (await one?.read(identity))?.map(({ n }) => Number(n)).sort();
      expectList(
        [{ numbers: numbers ?? [] }],
        [{ numbers: [0, 1, 2, 3] }],
        'what an update and an append at once leave',
      );
    },
  },
  ...amongInstancesAndProcesses({
    title: 'updates take turns: a counter that many raise counts all of them',
    workers: 3,
    methods: ['update'],
    async test(workers, scale) {
      const identity = freshIdentity();
      const times = 8 * scale;
      await Promise.all(workers.map((worker) => worker.run('increment', identity, times)));
      const list = await workers[0]?.run('read', identity, null);
      expectList(
        list,
        [{ count: workers.length * times }],
        `the counter that ${workers.length} raised ${times} times each`,
      );
    },
  }),
  ...amongInstancesAndProcesses({
    title: 'appends lose nothing while others update',
    workers: 3,
    methods: ['append', 'update'],
    async test([one, other, updater], scale) {
      const identity = freshIdentity();
      const ofOne: Turns = { writer: 'one', turns: 20 * scale, itemsEach: 2 };
      const ofOther: Turns = { ...ofOne, writer: 'other' };
      const updates = 8 * scale;
      await Promise.all([
        one?.run('appendTurns', identity, ofOne),
        other?.run('appendTurns', identity, ofOther),
        updater && addOneByOne(updater, identity, updates),
      ]);
      const list = (await one?.run('read', identity, null)) ?? [];
      for (const turns of [ofOne, ofOther]) {
        const fault = lostTurn(list, turns);
        expectThat(!fault, `after two appended while a third updated: ${fault}`);
      }
      const added = list.filter((item) => item.by === 'update').length;
      expectThat(added === updates, `of ${updates} items that updates added, ${added} are there`);
    },
  }),
];

async function addOneByOne(
  updater: { run(name: 'addByUpdate', identity: SessionIdentity, items: Item[]): Promise<unknown> },
  identity: SessionIdentity,
  count: number,
): Promise<void> {
  for (let n = 0; n < count; n++) await updater.run('addByUpdate', identity, [{ by: 'update', n }]);
}
