import { SessionIdentity as Identity, type IdentityFilter, keyFilter, type SessionIdentity } from '@agentstore/core';
import { TinyDriver } from '../tiny/driver.ts';
import type { Fault } from './fault.ts';

export const listingFaults: readonly Fault[] = [
  {
    driver: class ListsWhatWasRemoved extends TinyDriver {
      override async remove(identity: SessionIdentity) {
        await super.remove(identity);
        const row = { name: `row ${identity.key}`, key: identity.key, texts: [] };
        await this.ask({ do: 'put', ...row });
      }
      override async *list(filter?: IdentityFilter) {
        const { matches } = keyFilter(filter);
        const { rows = [] } = await this.ask({ do: 'list' });
        for (const key of new Set(rows.map((row) => row.key))) {
          const identity = Identity.fromKey(key);
          if (matches(identity)) yield identity;
        }
      }
    },
    fault: 'nothing that was removed is listed',
    also: [
      'remove leaves nothing behind',
      'remove leaves nothing of a long list behind',
      'a store removes every scope of the sessions that match, and no others',
    ],
  },
  {
    driver: class ListsTwice extends TinyDriver {
      override async *list(filter?: IdentityFilter) {
        for await (const identity of super.list(filter)) {
          yield identity;
          const items = await this.readLast(identity, 1);
          if (items?.[0]?.n !== undefined) yield identity;
        }
      }
    },
    fault: 'a listing names each identity that has a list, once, an empty list too',
    also: ['nothing that was removed is listed'],
  },
  {
    driver: class CountsItsWayThroughAListing extends TinyDriver {
      /** What is removed meanwhile moves the others one place up. */
      override async *list(filter?: IdentityFilter) {
        for (let place = 0; ; place += 10) {
          const identities: SessionIdentity[] = [];
          for await (const identity of super.list(filter)) identities.push(identity);
          if (identities.length <= place) return;
          yield* identities.slice(place, place + 10);
        }
      }
    },
    fault: 'a listing names what is there throughout, once, while other lists come and go',
  },
  {
    driver: class ListsScopesWhereTheyAreAskedForAlone extends TinyDriver {
      override async *list(filter: IdentityFilter = {}) {
        const isEmpty = Object.keys(filter).length === 0;
        for await (const identity of super.list(filter)) if (!isEmpty || identity.scope === undefined) yield identity;
      }
    },
    fault: 'a listing without a filter names everything',
  },
  {
    driver: class ListsIdsAsUtf8 extends TinyDriver {
      override async *list(filter?: IdentityFilter) {
        for await (const { key: _, ...fields } of super.list(filter)) {
          const ids = Object.entries(fields).map(([name, id]) => [name, Buffer.from(String(id)).toString()]);
          yield new Identity(Object.fromEntries(ids));
        }
      }
    },
    fault: 'a listing gives any identity back as it was',
  },
  {
    driver: class ListsWithoutScopes extends TinyDriver {
      override async *list(filter?: IdentityFilter) {
        for await (const { key: _, scope, ...fields } of super.list(filter)) {
          yield new Identity(scope === '' ? fields : { ...fields, ...(scope !== undefined && { scope }) });
        }
      }
    },
    fault: 'a listed identity leads to its list',
  },
  {
    driver: class ListsOnePage extends TinyDriver {
      override async *list(filter?: IdentityFilter) {
        let listed = 0;
        for await (const identity of super.list(filter)) if (listed++ < 1_000) yield identity;
      }
    },
    fault: 'a listing of more than 1,000 identities names each once',
  },
  {
    driver: class TakesIdsForPatterns extends TinyDriver {
      override async *list(filter: IdentityFilter = {}) {
        const wanted = Object.entries(filter).map(([name, id]) => [name, new RegExp(`^${inShell(id)}$`, 's')] as const);
        for await (const identity of super.list()) {
          const fields = { ...identity } as { [name: string]: string };
          if (wanted.every(([name, pattern]) => pattern.test(fields[name] ?? '\u0000'))) yield identity;
        }
      }
    },
    fault: 'a filter is an exact text, never a pattern, a beginning or an operator',
    also: ['a filter with an undefined field is refused, since it would mean everybody'],
  },
  {
    driver: class LooksAtTheUserAlone extends TinyDriver {
      override list({ userId, ...rest }: IdentityFilter = {}) {
        return super.list(userId === undefined ? rest : { userId });
      }
    },
    fault: 'a filter finds what has all of its fields, whatever the others are',
    also: [
      'a store removes every scope of the sessions that match, and no others',
      'an empty id is found apart from an absent one',
      'a filter with an undefined field is refused, since it would mean everybody',
      'a filter is an exact text, never a pattern, a beginning or an operator',
    ],
  },
  {
    driver: class TakesAnEmptyIdForAnyId extends TinyDriver {
      override list(filter: IdentityFilter = {}) {
        return super.list(Object.fromEntries(Object.entries(filter).filter(([, id]) => id !== '')));
      }
    },
    fault: 'an empty id is found apart from an absent one',
    also: ['a filter is an exact text, never a pattern, a beginning or an operator'],
  },
  {
    driver: class TakesUndefinedForEverybody extends TinyDriver {
      override list(filter: IdentityFilter = {}) {
        return super.list(Object.fromEntries(Object.entries(filter).filter(([, id]) => id !== undefined)));
      }
    },
    fault: 'a filter with an undefined field is refused, since it would mean everybody',
  },
  {
    driver: class ListsHistoriesAloneOfAUser extends TinyDriver {
      override async *list(filter: IdentityFilter = {}) {
        for await (const identity of super.list(filter)) {
          if (filter.chatName === undefined || identity.scope !== 'notes') yield identity;
        }
      }
    },
    fault: 'a store removes every scope of the sessions that match, and no others',
  },
  {
    driver: class HidesAChatThatHasNotes extends TinyDriver {
      override async *list(filter?: IdentityFilter) {
        for await (const identity of super.list(filter)) {
          if (!(await this.read(identity.withScope('notes')))) yield identity;
        }
      }
    },
    fault: 'a store names each session once, whatever its scopes',
    also: ['a store removes every scope of the sessions that match, and no others'],
  },
  {
    driver: class ListsNothingWhereItCannotList extends TinyDriver {
      override async *list() {}
    },
    native: ['append', 'update', 'readLast'],
    fault: 'a driver that cannot list rejects as unsupported',
  },
];

/** All but * and ?, which stand for what they stand for in a shell. */
function inShell(id = ''): string {
  return id
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
}
