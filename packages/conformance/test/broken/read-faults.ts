import { setImmediate } from 'node:timers/promises';
import type { Item, SessionIdentity } from '@agentstore/core';
import { TinyDriver } from '../tiny/driver.ts';
import type { Fault } from './fault.ts';

export const readFaults: readonly Fault[] = [
  {
    driver: class AcknowledgesBeforeItStored extends TinyDriver {
      #writing: Promise<void> = Promise.resolve();
      /** Whoever uses this instance does not notice, the others do. */
      override async write(identity: SessionIdentity, items: readonly Item[]) {
        const taken = structuredClone(items);
        const store = async () => {
          for (let wait = 0; wait < 5; wait++) await setImmediate();
          await super.write(identity, taken);
        };
        this.#writing = this.#writing.then(store).catch(() => {});
      }
      override async ask(request: Parameters<TinyDriver['ask']>[0]) {
        if (request.do !== 'put' || request.ifVersion !== undefined) await this.#writing;
        return super.ask(request);
      }
    },
    fault: 'what write stored, others read at once and unchanged',
    also: [
      'a failure is a rejection, never null and never an empty list',
      'a DriverError names the driver, the operation, the identity and the cause',
      'flush resolves, whether there is something to wait for or not',
      'once the backend is back, the driver works again and nothing that was acknowledged is lost',
    ],
  },
  {
    driver: class RemembersWhatOthersRemoved extends TinyDriver {
      readonly #known = new Map<string, Item[]>();
      override async read(identity: SessionIdentity) {
        const items = await super.read(identity);
        if (items) this.#known.set(identity.key, items);
        return items ?? this.#known.get(identity.key) ?? null;
      }
      override async remove(identity: SessionIdentity) {
        await super.remove(identity);
        this.#known.delete(identity.key);
      }
      override async update(identity: SessionIdentity, change: (items: Item[] | null) => Item[] | null) {
        this.#known.delete(identity.key);
        return super.update(identity, change);
      }
    },
    fault: 'a removal is seen by others at once',
  },
  {
    driver: class RemembersThatThereWasNothing extends TinyDriver {
      readonly #knownUntil = new Map<string, number>();
      override async read(identity: SessionIdentity) {
        if ((this.#knownUntil.get(identity.key) ?? 0) > performance.now()) return null;
        const items = await super.read(identity);
        if (!items) this.#knownUntil.set(identity.key, performance.now() + 50);
        return items;
      }
      /** Its own changes it knows of. */
      override async ask(request: Parameters<TinyDriver['ask']>[0]) {
        if ('name' in request && request.do !== 'get') this.#knownUntil.delete(request.name);
        return super.ask(request);
      }
    },
    fault: 'what write stored, others read at once and unchanged',
    also: [
      'what append stored, others read at once and unchanged',
      'what an update stored, others read at once and unchanged',
    ],
  },
  {
    driver: class WritesInTwoSteps extends TinyDriver {
      override async write(identity: SessionIdentity, items: readonly Item[]) {
        await super.write(identity, items.slice(0, items.length / 2));
        await this.append(identity, items.slice(items.length / 2));
      }
    },
    fault: 'a reader meets the list before a write or after it, never a mix',
  },
  {
    driver: class UpdatesInTwoSteps extends TinyDriver {
      override async update(identity: SessionIdentity, change: (items: Item[] | null) => Item[] | null) {
        let rest: Item[] = [];
        const items = await super.update(identity, (stored) => {
          const changed = change(stored);
          rest = changed?.slice(100) ?? [];
          return changed?.slice(0, 100) ?? null;
        });
        await this.append(identity, rest);
        return items && [...items, ...this.decode(this.encode(rest))];
      }
    },
    fault: 'a reader meets the list before an update or after it, never a mix',
  },
];
