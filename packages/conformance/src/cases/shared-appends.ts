import type { CaseDefinition } from '../case.ts';
import { expectList, expectThat } from '../expectation.ts';
import { freshIdentity } from '../fresh-identity.ts';
import { numbered } from '../numbered.ts';
import type { OtherProcess } from '../process/other-process.ts';
import { brokenTurn, lostTurn, type Turns } from '../work/turns.ts';
import { Instance, type Worker } from '../work/worker.ts';
import { amongInstancesAndProcesses } from '../work/workers.ts';

/** In milliseconds: four minutes, which request signatures of AWS tolerate. */
const skewMs = 4 * 60_000;

/** append, by many at once. */
export const sharedAppendCases: readonly CaseDefinition[] = [
  ...amongInstancesAndProcesses({
    title: "appends at the same time lose nothing, and keep each writer's order",
    workers: 3,
    methods: ['append'],
    async test(workers, scale) {
      const identity = freshIdentity();
      const writers = workers.map((_, at): Turns => ({ writer: `writer ${at}`, turns: 40 * scale, itemsEach: 1 }));
      await Promise.all(workers.map((worker, at) => worker.run('appendTurns', identity, writers[at] as Turns)));
      const list = await workers[0]?.run('read', identity, null);
      for (const writer of writers) {
        const fault = lostTurn(list ?? [], writer);
        expectThat(!fault, `after ${writers.length} writers appended ${writer.turns} times at once: ${fault}`);
      }
    },
  }),
  ...amongInstancesAndProcesses({
    title: 'the items of one append stand together, whatever else is appended',
    workers: 3,
    methods: ['append'],
    async test(workers, scale) {
      const identity = freshIdentity();
      const turns = (at: number): Turns => ({ writer: `writer ${at}`, turns: 10 * scale, itemsEach: 5 });
      await Promise.all(workers.map((worker, at) => worker.run('appendTurns', identity, turns(at))));
      const fault = brokenTurn((await workers[0]?.run('read', identity, null)) ?? [], 5);
      expectThat(!fault, `after appends of 5 items each, at the same time: ${fault}`);
    },
  }),
  {
    title: 'an append that begins after another was acknowledged stands after it',
    async test(stage) {
      const drivers = await stage.instances(3, ['append']);
      await expectOrder(drivers.map((driver) => new Instance(driver)));
    },
  },
  {
    title:
      'an append that begins after another was acknowledged stands after it, whatever the clocks say (several processes)',
    needs: ['processes', 'append'],
    async test(stage) {
      const processes = (await stage.processes(3)) as [OtherProcess, OtherProcess, OtherProcess];
      await processes[0].skewClock(skewMs);
      await processes[1].skewClock(-skewMs);
      await expectOrder(processes);
    },
  },
];

/** Each in turn appends when the one before is acknowledged. */
async function expectOrder(workers: readonly Worker[]): Promise<void> {
  const identity = freshIdentity();
  const last = 10 * workers.length;
  for (let n = 1; n <= last; n++) await workers[n % workers.length]?.run('append', identity, [{ n }]);
  expectList(
    await workers[0]?.run('read', identity, null),
    numbered(1, last),
    'read after several took turns to append',
  );
}
