import type { Item, SessionIdentity } from '@agentstore/core';
import { TinyDriver } from '../tiny/driver.ts';
import type { Fault } from './fault.ts';

export const listFaults: readonly Fault[] = [
  {
    driver: class ReadsEmptyAsNull extends TinyDriver {
      override async read(identity: SessionIdentity) {
        const items = await super.read(identity);
        return items?.length ? items : null;
      }
    },
    fault: 'an empty list is not an absent one',
    also: ['update tells an absent list from an empty one'],
  },
  {
    driver: class ReadsTheLastOfNoneAsEmpty extends TinyDriver {
      override async readLast(identity: SessionIdentity, count: number) {
        return (await super.readLast(identity, count)) ?? [];
      }
    },
    fault: 'a list that was never written reads as null',
    also: ['a removed list reads as null', 'a removal is seen by others at once'],
  },
  {
    driver: class ReadsChunksInTheOrderOfTheirNames extends TinyDriver {
      /** Chunks of three items: 10 comes before 2. */
      override async write(identity: SessionIdentity, items: readonly Item[]) {
        const chunkOf = (place: number) => String(Math.floor(place / 3));
        const places = [...items.keys()].sort((a, b) =>
          chunkOf(a) < chunkOf(b) ? -1 : chunkOf(a) > chunkOf(b) ? 1 : a - b,
        );
        await super.write(
          identity,
          places.map((place) => items[place] as Item),
        );
      }
    },
    fault: 'items keep their order',
    also: ['a reader meets the list before a write or after it, never a mix'],
  },
  {
    driver: class DropsEqualItems extends TinyDriver {
      override decode(texts: readonly string[]) {
        return super.decode([...new Set(texts)]);
      }
    },
    fault: 'equal items are several items',
  },
  {
    driver: class WritesBehindWhatIsThere extends TinyDriver {
      override async write(identity: SessionIdentity, items: readonly Item[]) {
        await this.ask({ do: 'push', ...this.contentOf(identity, items) });
      }
    },
    fault: 'write replaces the whole list',
    also: [
      'what write stored, others read at once and unchanged',
      'an empty list is not an absent one',
      'a reader meets the list before a write or after it, never a mix',
    ],
  },
  {
    driver: class LeavesAnEmptyList extends TinyDriver {
      override async remove(identity: SessionIdentity) {
        const stored = await this.readLast(identity, 1);
        if (stored) await this.write(identity, []);
      }
    },
    fault: 'a removed list reads as null',
    also: [
      'a removal is seen by others at once',
      'removing what is not there resolves',
      'nothing that was removed is listed',
      'a removal takes the list of one identity and no other',
      'a store removes every scope of the sessions that match, and no others',
      /^remove leaves nothing/,
    ],
  },
  {
    driver: class RefusesToRemoveNothing extends TinyDriver {
      override async remove(identity: SessionIdentity) {
        if ((await this.read(identity)) === null) throw new Error('not found');
        await super.remove(identity);
      }
    },
    fault: 'removing what is not there resolves',
    also: ['remove leaves nothing behind'],
  },
  {
    driver: class GivesTheLastItemsReversed extends TinyDriver {
      override async readLast(identity: SessionIdentity, count: number) {
        return (await super.readLast(identity, count))?.reverse() ?? null;
      }
    },
    fault: 'readLast gives the last items, oldest first',
    also: [
      'readLast of more items than there are gives all of them',
      'a reader meets the list before a write or after it, never a mix',
      'a reader meets the list before an update or after it, never a mix',
    ],
  },
  {
    driver: class GivesAllItemsWhereNoneAreWanted extends TinyDriver {
      override async readLast(identity: SessionIdentity, count: number) {
        return (await this.read(identity))?.slice(-count) ?? null;
      }
    },
    fault: 'readLast of no items is an empty list where there is a list',
  },
  {
    driver: class GivesNothingWhereTooManyItemsAreWanted extends TinyDriver {
      override async readLast(identity: SessionIdentity, count: number) {
        const items = await this.read(identity);
        return items && (items.length < count ? [] : items.slice(items.length - count));
      }
    },
    fault: 'readLast of more items than there are gives all of them',
    also: ['what is stored after a removal has nothing of the list before'],
  },
];
