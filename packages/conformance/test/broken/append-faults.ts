import { setImmediate } from 'node:timers/promises';
import type { Item, SessionIdentity } from '@agentstore/core';
import { TinyDriver } from '../tiny/driver.ts';
import type { Fault } from './fault.ts';

export const appendFaults: readonly Fault[] = [
  {
    driver: class RewritesToAppend extends TinyDriver {
      override async append(identity: SessionIdentity, items: readonly Item[]) {
        if (items.length > 0) await this.update(identity, (stored) => [...(stored ?? []), ...items]);
      }
    },
    fault: 'an append takes as long after 10,000 items as after 10',
  },
  {
    driver: class LosesAppends extends TinyDriver {
      /** Asks for the version, and does not look whether its append was refused. */
      override async append(identity: SessionIdentity, items: readonly Item[]) {
        const { version } = await this.ask({ do: 'get', name: this.nameOf(identity), last: 1 });
        if (items.length > 0) await this.ask({ do: 'push', ...this.contentOf(identity, items), ifVersion: version });
      }
    },
    fault: "appends at the same time lose nothing, and keep each writer's order",
    also: ['appends lose nothing while others update', 'what is appended during an update is kept'],
  },
  {
    driver: class OrdersTheItemsOfAnAppendAsTexts extends TinyDriver {
      /** Numbers them, and 10 comes before 2. */
      override async append(identity: SessionIdentity, items: readonly Item[]) {
        const places = Object.keys(items).sort();
        await super.append(
          identity,
          places.map((place) => items[Number(place)] as Item),
        );
      }
    },
    fault: 'append adds items at the end',
    also: ['a reader meets all items of an append, or none of them'],
  },
  {
    driver: class PutsTheItemsOfOneInstanceBeforeThoseOfTheNext extends TinyDriver {
      static #instances = 0;
      readonly #instance = ++PutsTheItemsOfOneInstanceBeforeThoseOfTheNext.#instances;
      override encode(items: readonly Item[]) {
        return super.encode(items).map((text) => JSON.stringify([this.#instance, text]));
      }
      override decode(texts: readonly string[]) {
        const stamped: [instance: number, text: string][] = texts.map((text) => JSON.parse(text));
        return super.decode(stamped.sort(([a], [b]) => a - b).map(([, text]) => text));
      }
    },
    fault: 'an append that begins after another was acknowledged stands after it',
  },
  {
    driver: class AppendsOneByOne extends TinyDriver {
      override async append(identity: SessionIdentity, items: readonly Item[]) {
        for (const item of items) await super.append(identity, [item]);
      }
    },
    fault: 'the items of one append stand together, whatever else is appended',
    also: ['a reader meets all items of an append, or none of them'],
  },
  {
    driver: class AppendsInTwoSteps extends TinyDriver {
      override async append(identity: SessionIdentity, items: readonly Item[]) {
        await super.append(identity, items.slice(0, 19));
        await super.append(identity, items.slice(19));
      }
    },
    fault: 'a reader meets all items of an append, or none of them',
  },
  {
    driver: class CreatesAListForNothing extends TinyDriver {
      override async append(identity: SessionIdentity, items: readonly Item[]) {
        await this.ask({ do: 'push', ...this.contentOf(identity, items) });
      }
    },
    fault: 'append of no items creates nothing and changes nothing',
    also: ['remove leaves nothing behind'],
  },
  {
    driver: class AppendsToListsAlone extends TinyDriver {
      override async append(identity: SessionIdentity, items: readonly Item[]) {
        const stored = await this.readLast(identity, 1);
        if (stored?.length) await super.append(identity, items);
        else if (stored === null && items.length > 0) await this.write(identity, items);
      }
    },
    fault: 'append goes on from an empty list',
    also: [
      'appends lose nothing while others update',
      "appends at the same time lose nothing, and keep each writer's order",
    ],
  },
  {
    driver: class AppendsInItsOwnTime extends TinyDriver {
      #appending: Promise<void> = Promise.resolve();
      /** Acknowledges at once. Whoever uses this instance does not notice, the others do. */
      override async append(identity: SessionIdentity, items: readonly Item[]) {
        const taken = structuredClone(items);
        const store = async () => {
          for (let wait = 0; wait < 5; wait++) await setImmediate();
          await super.append(identity, taken);
        };
        this.#appending = this.#appending.then(store).catch(() => {});
      }
      override async ask(request: Parameters<TinyDriver['ask']>[0]) {
        if (request.do !== 'push') await this.#appending;
        return super.ask(request);
      }
    },
    fault: 'what append stored, others read at once and unchanged',
    also: [
      'a failure is a rejection, never null and never an empty list',
      'a DriverError names the driver, the operation, the identity and the cause',
      'once the backend is back, the driver works again and nothing that was acknowledged is lost',
      'what was stored outlives the driver that stored it',
      'what is appended during an update is kept',
    ],
  },
];
