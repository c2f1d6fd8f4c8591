import { type Item, inTurn, type SessionIdentity } from '@agentstore/core';
import { TinyDriver } from '../tiny/driver.ts';
import type { Fault } from './fault.ts';

type Change = (items: Item[] | null) => Item[] | null;

/** What all instances of this process have in common. */
const thisProcess = {};

export const updateFaults: readonly Fault[] = [
  {
    driver: class UpdatesWithoutTurns extends TinyDriver {
      override async update(identity: SessionIdentity, change: Change) {
        const items = change(await this.read(identity));
        await (items ? this.write(identity, items) : this.remove(identity));
        return items && this.decode(this.encode(items));
      }
    },
    fault: 'updates take turns: a counter that many raise counts all of them',
    also: [
      'what is appended during an update is kept',
      'an update that begins during another one is not lost',
      'appends lose nothing while others update',
    ],
  },
  {
    driver: class LosesWhatIsAppendedMeanwhile extends TinyDriver {
      override update(identity: SessionIdentity, change: Change) {
        return inTurn(thisProcess, identity.key, async () => {
          const items = change(await this.read(identity));
          await (items ? this.write(identity, items) : this.remove(identity));
          return items && this.decode(this.encode(items));
        });
      }
    },
    fault: 'what is appended during an update is kept',
    also: ['appends lose nothing while others update'],
  },
  {
    driver: class GivesChangeOnePage extends TinyDriver {
      override update(identity: SessionIdentity, change: Change) {
        return super.update(identity, (items) => change(items?.slice(0, 4) ?? null));
      }
    },
    fault: 'update gives change what is stored, and stores what it returns',
    also: ['appends lose nothing while others update'],
  },
  {
    driver: class TakesWhatChangeThrowsForItsOwnFailure extends TinyDriver {
      override async update(identity: SessionIdentity, change: Change) {
        try {
          return await super.update(identity, change);
        } catch (cause) {
          throw new Error('update failed', { cause });
        }
      }
    },
    fault: 'what change throws rejects the update as it is, and nothing is changed',
  },
  {
    driver: class ThrowsInsteadOfRejecting extends TinyDriver {
      override update(identity: SessionIdentity, change: Change): Promise<Item[] | null> {
        // Tries the change before it asks the backend.
        change([]);
        return super.update(identity, change);
      }
    },
    fault: 'what change throws rejects the update as it is, and nothing is changed',
  },
  {
    driver: class ResolvesWithWhatWasStoredBefore extends TinyDriver {
      override async update(identity: SessionIdentity, change: Change) {
        const before = await this.read(identity);
        await super.update(identity, change);
        return before;
      }
    },
    fault: 'update resolves with what is stored then',
  },
  {
    driver: class ClearsInsteadOfRemoving extends TinyDriver {
      override async update(identity: SessionIdentity, change: Change) {
        let isRemoval = false;
        const items = await super.update(identity, (stored) => {
          const changed = change(stored);
          isRemoval = changed === null;
          return changed ?? [];
        });
        return isRemoval ? null : items;
      }
    },
    fault: 'update removes the list where change returns null',
    also: ['nothing that was removed is listed', 'remove leaves nothing behind'],
  },
  {
    driver: class GivesChangeAnEmptyListForNone extends TinyDriver {
      override update(identity: SessionIdentity, change: Change) {
        return super.update(identity, (items) => change(items ?? []));
      }
    },
    fault: 'update tells an absent list from an empty one',
  },
  {
    driver: class ComparesAfterTheChange extends TinyDriver {
      /** Takes a list that change edited and returned for one that did not change. */
      override update(identity: SessionIdentity, change: Change) {
        return super.update(identity, (items) => {
          const before = items && [...items];
          const changed = change(items);
          return changed === items ? before : changed;
        });
      }
    },
    fault: 'change may edit what it is given, and return it',
  },
];
