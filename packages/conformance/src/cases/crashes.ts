import type { Item, SessionIdentity } from '@agentstore/core';
import type { CaseDefinition } from '../case.ts';
import { expectList, expectResolution, expectThat } from '../expectation.ts';
import { freshIdentity } from '../fresh-identity.ts';
import { killAt, type Progress } from '../process/kill-at.ts';
import type { OtherProcess } from '../process/other-process.ts';
import { generationIn, mixOf } from '../work/generations.ts';
import { brokenTurn, lostTurn } from '../work/turns.ts';

const endless = Number.MAX_SAFE_INTEGER;
const itemsEach = 20;

/** How many processes a case kills, each at another moment of what it does. */
const kills = 4;

/** A process is killed in the middle of its work. */
export const crashCases: readonly CaseDefinition[] = [
  {
    title: 'a process that dies during a write leaves the list before it or after it (several processes)',
    needs: ['processes'],
    test: replacedUntilKilled('write'),
  },
  {
    title: 'a process that dies during an update leaves the list before it or after it (several processes)',
    needs: ['processes', 'update'],
    test: replacedUntilKilled('update'),
  },
  {
    title: 'a process that dies during an append leaves all of its items or none (several processes)',
    needs: ['processes', 'append'],
    test: killed(
      (other, identity, progress) =>
        other.run('appendTurns', identity, { writer: 'dying', turns: endless, itemsEach }, progress),
      (list, acknowledged) => {
        const writer = { writer: 'dying', turns: Math.max(acknowledged, list.length / itemsEach), itemsEach };
        const fault = brokenTurn(list, itemsEach) ?? lostTurn(list, writer);
        expectThat(
          !fault,
          `after a process died between appends, of which it knew ${acknowledged} to be stored: ${fault}`,
        );
      },
    ),
  },
  {
    title: 'a process that dies does not stop the others from going on (several processes)',
    needs: ['processes', 'append', 'update'],
    async test(stage) {
      const driver = await stage.open();
      const processes = await stage.processes(kills);
      await Promise.all(
        processes.map(async (other, at) => {
          const identity = freshIdentity();
          const by = at % 2 === 0 ? 'write' : 'update';
          await killAt((at + 0.5) / kills, other, (progress) =>
            other.run('replace', identity, { by, last: endless }, progress),
          );
          const added = { after: 'the crash' };
          await expectResolution(() => driver.append(identity, [added]), `append after a process died during ${by}`);
          const appended = (await driver.read(identity)) ?? [];
          await expectResolution(() => driver.update(identity, () => []), `update after a process died during ${by}`);
          const updated = await driver.read(identity);
          // A write that it had sent may still arrive and win; an update that comes so late has lost.
          if (by === 'write') return;
          expectList(appended.slice(-1), [added], 'the end of the list, read after that append');
          expectList(updated, [], 'read after that update');
        }),
      );
    },
  },
];

function replacedUntilKilled(by: 'write' | 'update'): CaseDefinition['test'] {
  return killed(
    (other, identity, progress) => other.run('replace', identity, { by, last: endless }, progress),
    (list, acknowledged) => {
      const mix = mixOf(list);
      expectThat(!mix, `the list is none of those that the process stored before it died: ${mix}`);
      const generation = generationIn(list);
      expectThat(
        generation >= acknowledged,
        `${by} ${acknowledged} was acknowledged, and ${generation} is what is left`,
      );
    },
  );
}

/** Kills processes while they work on lists of their own, and looks at what they leave. */
function killed(
  work: (other: OtherProcess, identity: SessionIdentity, progress: Progress) => Promise<unknown>,
  expectSound: (list: Item[], acknowledged: number) => void,
): CaseDefinition['test'] {
  return async (stage) => {
    const driver = await stage.open();
    const processes = await stage.processes(kills);
    await Promise.all(
      processes.map(async (other, at) => {
        const identity = freshIdentity();
        const moment = (at + Math.random()) / kills;
        const acknowledged = await killAt(moment, other, (progress) => work(other, identity, progress));
        expectSound((await driver.read(identity)) ?? [], acknowledged);
      }),
    );
  };
}
