import type { DriverOptions, IdentityFilter, Item, SessionIdentity } from '@agentstore/core';
import { SessionIdentity as Identity, keyFilter } from '@agentstore/core';
import type { Connection } from '../tiny/backend.ts';
import { TinyDriver } from '../tiny/driver.ts';
import type { Fault } from './fault.ts';

export const expiryFaults: readonly Fault[] = [
  {
    driver: class IgnoresTtl extends TinyDriver {
      constructor(connection: Connection, { ttlSeconds: _, ...options }: DriverOptions = {}) {
        super(connection, options);
      }
    },
    fault: 'a list reads as null once ttlSeconds have passed since its last write',
    also: [
      'an empty list expires as well',
      'an expired list is not listed',
      'an update meets no list where it has expired',
      'reading does not make a list last longer',
      'an append to an expired list begins a new one',
      'write makes the whole list last as long again',
      'append makes the whole list last as long again',
      'update makes the whole list last as long again',
    ],
  },
  {
    driver: class ExpiresWithoutBeingAsked extends TinyDriver {
      constructor(connection: Connection, options: DriverOptions = {}) {
        super(connection, { ttlSeconds: 1, ...options });
      }
    },
    fault: 'nothing expires where no ttlSeconds are given',
    // On a busy machine any case may take a second.
    also: [/./],
  },
  {
    driver: class ExpiresAfterTheFirstWrite extends TinyDriver {
      override async append(identity: SessionIdentity, items: readonly Item[]) {
        const { ttlMs: _, ...content } = this.contentOf(identity, items) as { ttlMs?: number } & Content;
        if ((await this.readLast(identity, 1)) === null) await super.append(identity, items);
        else if (items.length > 0) await this.ask({ do: 'push', ...content });
      }
    },
    fault: 'append makes the whole list last as long again',
  },
  {
    driver: class ExpiresItemByItem extends TinyDriver {
      override encode(items: readonly Item[]) {
        const at = Date.now() + (this.options.ttlSeconds ?? Number.POSITIVE_INFINITY) * 1000;
        return super.encode(items).map((text) => JSON.stringify([Number.isFinite(at) ? at : null, text]));
      }
      override decode(texts: readonly string[]) {
        const alive = texts.map((text) => JSON.parse(text)).filter(([at]) => at === null || at > Date.now());
        return super.decode(alive.map(([, text]) => text));
      }
    },
    fault: 'append makes the whole list last as long again',
  },
  {
    driver: class RevivesWhatExpired extends TinyDriver {
      /** The time is kept beside the list, which an append goes on with. */
      override async ask(request: Parameters<TinyDriver['ask']>[0]) {
        if (!('name' in request)) return super.ask(request);
        const clock = `clock ${request.name}`;
        const hasExpired =
          this.options.ttlSeconds !== undefined && !(await super.ask({ do: 'get', name: clock })).texts;
        if (request.do === 'get' && hasExpired) return { done: true, version: 0, texts: null };
        if (request.do === 'drop' || request.do === 'get') return super.ask(request);
        if (request.do === 'touch') return super.ask(request);
        const { ttlMs, ...rest } = request;
        const { key } = request;
        if (rest.do === 'put' && hasExpired && 'ifVersion' in rest) await super.ask({ do: 'drop', name: rest.name });
        const answer = await super.ask(rest);
        if (ttlMs !== undefined) await super.ask({ do: 'put', name: clock, key, texts: [], ttlMs });
        return answer;
      }
      override async *list(filter?: IdentityFilter) {
        for await (const identity of super.list(filter)) if (await this.read(identity)) yield identity;
      }
    },
    fault: 'an append to an expired list begins a new one',
  },
  {
    driver: class LastsLongerWhenRead extends TinyDriver {
      override async read(identity: SessionIdentity) {
        const items = await super.read(identity);
        const { ttlSeconds } = this.options;
        if (ttlSeconds) await this.ask({ do: 'touch', name: this.nameOf(identity), ttlMs: ttlSeconds * 1000 });
        return items;
      }
    },
    fault: 'reading does not make a list last longer',
  },
  {
    driver: class ListsWhatExpired extends TinyDriver {
      override async *list(filter?: IdentityFilter) {
        const { matches } = keyFilter(filter);
        const { rows = [] } = await this.ask({ do: 'list', expiredToo: true });
        for (const identity of rows.map(({ key }) => Identity.fromKey(key))) if (matches(identity)) yield identity;
      }
    },
    fault: 'an expired list is not listed',
  },
];

type Content = { name: string; key: string; texts: string[] };
