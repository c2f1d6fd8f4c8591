import type { CaseDefinition } from '../case.ts';
import { expectThat } from '../expectation.ts';
import { freshIdentity } from '../fresh-identity.ts';
import type { Generations } from '../work/generations.ts';
import { amongInstancesAndProcesses } from '../work/workers.ts';

/** What a reader meets while others write. */
export const wholeListCases: readonly CaseDefinition[] = [
  ...(['write', 'update'] as const).flatMap((by) =>
    amongInstancesAndProcesses({
      title: `a reader meets the list before ${by === 'write' ? 'a write' : 'an update'} or after it, never a mix`,
      workers: 2,
      methods: by === 'write' ? [] : ['update'],
      async test([writer, reader], scale) {
        const identity = freshIdentity();
        const generations: Generations = { by, last: 8 * scale };
        const [mix] = await Promise.all([
          reader?.run('watch', identity, generations.last),
          writer?.run('replace', identity, generations),
        ]);
        expectThat(!mix, `a list that was read while ${by} replaced it is none of those that were stored: ${mix}`);
      },
    }),
  ),
  ...amongInstancesAndProcesses({
    title: 'a reader meets all items of an append, or none of them',
    workers: 2,
    methods: ['append'],
    async test([writer, reader], scale) {
      const identity = freshIdentity();
      const turns = { writer: 'writer', turns: 8 * scale, itemsEach: 20 };
      const [broken] = await Promise.all([
        reader?.run('watchTurns', identity, { items: turns.turns * turns.itemsEach, itemsEach: turns.itemsEach }),
        writer?.run('appendTurns', identity, turns),
      ]);
      expectThat(!broken, `a list that was read during appends of 20 items has a part of one: ${broken}`);
    },
  }),
];
