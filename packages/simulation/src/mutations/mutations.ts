import type { Mutation } from '../process/process-bundle.ts';

/** Faults that somebody could make in the chain or the journal. The simulation must find each of them. */
export const mutations: readonly Mutation[] = [
  {
    name: 'merge loses what the second list has',
    file: 'journal/journal.ts',
    find: 'entriesOf([...entriesOf(a), ...entriesOf(b)])',
    replace: 'entriesOf(a)',
  },
];
