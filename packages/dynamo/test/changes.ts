import type { Item, SessionIdentity, StorageDriver } from '@agentstore/core';

export type List = Item[] | null;

/** Something that a driver does to a list, with what it makes of it. */
export interface Change {
  readonly title: string;
  outcome(list: List): List;
  run(driver: StorageDriver, identity: SessionIdentity): Promise<unknown>;
}

function append(item: Item, title: string): Change {
  return {
    title,
    outcome: (list) => [...(list ?? []), item],
    run: (driver, identity) => driver.append(identity, [item]),
  };
}

function update(outcome: (list: List) => List, title: string): Change {
  return { title, outcome, run: (driver, identity) => driver.update(identity, outcome) };
}

function remove(title: string): Change {
  return { title, outcome: () => null, run: (driver, identity) => driver.remove(identity) };
}

/** Those of the driver that meets the faults. */
export const changes: readonly Change[] = [
  append({ mine: 'appended' }, 'an append'),
  append({ mine: 'x'.repeat(400_000) }, 'an append in parts'),
  update((list) => [...(list ?? []).slice(1), { mine: 'updated' }], 'an update'),
  update(() => null, 'an update that removes'),
  remove('a removal'),
];

/** What others do before it is known whether the change was done. */
export const interferences: readonly Change[] = [
  { title: 'do nothing', outcome: (list) => list, run: async () => {} },
  append({ theirs: 'appended' }, 'append'),
  update((list) => [{ theirs: 'updated' }, ...(list ?? [])], 'update'),
  remove('remove'),
  {
    title: 'remove and begin anew',
    outcome: () => [{ theirs: 'begun' }],
    async run(driver, identity) {
      await driver.remove(identity);
      await driver.append(identity, [{ theirs: 'begun' }]);
    },
  },
];
