import type { Item } from '@agentstore/core';
import type { CaseDefinition } from '../case.ts';
import { expectList } from '../expectation.ts';
import { freshIdentity } from '../fresh-identity.ts';
import { amongInstancesAndProcesses } from '../work/workers.ts';

const rounds = 5;

/** What was acknowledged is read back at once. */
export const strongReadCases: readonly CaseDefinition[] = [
  ...(['write', 'append', 'addByUpdate'] as const).flatMap((work) =>
    amongInstancesAndProcesses({
      title: `what ${work === 'addByUpdate' ? 'an update' : work} stored, others read at once and unchanged`,
      workers: 2,
      methods: work === 'write' ? [] : ['append', 'update'],
      async test([one, other]) {
        for (let round = 0; round < rounds; round++) {
          const identity = freshIdentity();
          // Whoever looked too early must not remember that there was nothing.
          expectList(await other?.run('read', identity, null), null, 'read by another before anything is stored');
          await one?.run(work, identity, first());
          expectList(await other?.run('read', identity, null), first(), `read by another after ${work}`);
          await other?.run(work, identity, second());
          const all = work === 'write' ? second() : [...first(), ...second()];
          expectList(await one?.run('read', identity, null), all, `read by the first after ${work} by another`);
          expectList(await one?.run('readLast', identity, 1), all.slice(-1), `readLast after ${work} by another`);
        }
      },
    }),
  ),
  ...amongInstancesAndProcesses({
    title: 'a removal is seen by others at once',
    workers: 2,
    methods: [],
    async test([one, other]) {
      for (let round = 0; round < rounds; round++) {
        const identity = freshIdentity();
        await one?.run('write', identity, first());
        await other?.run('read', identity, null);
        await one?.run('remove', identity, null);
        expectList(await other?.run('read', identity, null), null, 'read by another after a removal');
        expectList(await other?.run('readLast', identity, 1), null, 'readLast by another after a removal');
      }
    },
  }),
];

// New ones each time: a driver at fault may edit what it is given.
const first = (): Item[] => [
  { role: 'user', content: 'Wie heißt „Straße“ auf Türkçe? İıŞş — 漢字 👩‍👩‍👧 \u0000 \ud800 \u2028' },
  { role: 'assistant', content: '', calls: [{ name: 'look_up', arguments: '{"word":"Straße"}' }], cost: 0.1 },
];
const second = (): Item[] => [{ role: 'tool', content: '"sokak"\r\n\t', ok: true, next: null }];
