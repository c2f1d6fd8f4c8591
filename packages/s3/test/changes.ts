import type { Item, SessionIdentity, StorageDriver } from '@agentstore/core';

type List = Item[] | null;

/** Something that a driver does to a list, with what it makes of it. */
export interface Change {
  readonly title: string;
  outcome(list: List): List;
  /** `sending` is called right before it is sent: an update reads first. */
  run(driver: StorageDriver, identity: SessionIdentity, sending?: () => void): Promise<unknown>;
}

function append(item: Item, title: string): Change {
  return {
    title,
    outcome: (list) => [...(list ?? []), item],
    run(driver, identity, sending = () => {}) {
      sending();
      return driver.append(identity, [item]);
    },
  };
}

function write(items: Item[], title: string): Change {
  return {
    title,
    outcome: () => items,
    run(driver, identity, sending = () => {}) {
      sending();
      return driver.write(identity, items);
    },
  };
}

function remove(title: string): Change {
  return {
    title,
    outcome: () => null,
    run(driver, identity, sending = () => {}) {
      sending();
      return driver.remove(identity);
    },
  };
}

function update(outcome: (list: List) => List, title: string): Change {
  return {
    title,
    outcome,
    run: (driver, identity, sending = () => {}) =>
      driver.update(identity, (items) => {
        sending();
        return outcome(items);
      }),
  };
}

/** Those of the driver whose replies are lost. */
export const changes: readonly Change[] = [
  append({ mine: 'appended' }, 'an append'),
  append({ mine: 'x'.repeat(50_000) }, 'a long append'),
  write([{ mine: 'written' }], 'a write'),
  remove('a removal'),
  update((list) => [...(list ?? []).slice(1), { mine: 'updated' }], 'an update'),
  update(() => null, 'an update that removes'),
];

const nothing: Change = { title: 'do nothing', outcome: (list) => list, run: async () => {} };

/** What others do before it is known whether the change was done. */
export const interferences: readonly Change[] = [
  nothing,
  append({ theirs: 'appended' }, 'append'),
  append({ theirs: 'x'.repeat(50_000) }, 'append much'),
  update((list) => [{ theirs: 'updated' }, ...(list ?? [])], 'update'),
  write([{ theirs: 'written' }], 'write'),
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
