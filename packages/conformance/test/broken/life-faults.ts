import { DriverError, type Item, type SessionIdentity, StorageDriver } from '@agentstore/core';
import { TinyDriver } from '../tiny/driver.ts';
import type { Fault } from './fault.ts';

/** From the first use to the end, and what happens where the backend fails. */
export const lifeFaults: readonly Fault[] = [
  {
    driver: class CallsNativeWhatIsNot extends TinyDriver {
      override readLast = StorageDriver.prototype.readLast;
    },
    fault: 'what is called native is overridden',
  },
  {
    driver: class TakesAFailedReadForNoList extends TinyDriver {
      override async read(identity: SessionIdentity) {
        return super.read(identity).catch(() => null);
      }
    },
    fault: 'a failure is a rejection, never null and never an empty list',
    also: ['a DriverError names the driver, the operation, the identity and the cause'],
  },
  {
    driver: class SwallowsAFailedWrite extends TinyDriver {
      override async write(identity: SessionIdentity, items: readonly Item[]) {
        await super.write(identity, items).catch(() => false);
      }
    },
    fault: 'a failure is a rejection, never null and never an empty list',
    also: ['a DriverError names the driver, the operation, the identity and the cause'],
  },
  {
    driver: class DoesNotSayWhoseList extends TinyDriver {
      override async read(identity: SessionIdentity) {
        return super.read(identity).catch((cause) => {
          throw new DriverError({ driver: this.name, operation: 'read', cause });
        });
      }
    },
    fault: 'a DriverError names the driver, the operation, the identity and the cause',
  },
  {
    driver: class StaysBroken extends TinyDriver {
      #failure: Error | null = null;
      override async ask(request: Parameters<TinyDriver['ask']>[0]) {
        if (this.#failure) throw this.#failure;
        return super.ask(request).catch((error) => {
          this.#failure = error;
          throw error;
        });
      }
    },
    fault: 'once the backend is back, the driver works again and nothing that was acknowledged is lost',
  },
  {
    driver: class ForgetsWhatItCouldNotRead extends TinyDriver {
      /** A failed append begins the list anew. */
      override async append(identity: SessionIdentity, items: readonly Item[]) {
        await super.append(identity, items).catch((error) => {
          this.#begun.add(identity.key);
          throw error;
        });
        if (this.#begun.delete(identity.key)) await this.write(identity, items);
      }
      readonly #begun = new Set<string>();
    },
    fault: 'once the backend is back, the driver works again and nothing that was acknowledged is lost',
  },
  {
    driver: class ClosesOnce extends TinyDriver {
      #isClosed = false;
      override async close() {
        if (this.#isClosed) throw new Error('closed already');
        this.#isClosed = true;
      }
    },
    fault: 'a driver that was never used can be closed, and closed again',
    also: ['what was stored outlives the driver that stored it'],
  },
  {
    driver: class SetsUpOnce extends TinyDriver {
      override async setup() {
        const { done } = await this.ask({ do: 'put', name: 'table', key: 'u/a.table/c/s', texts: [], ifVersion: 0 });
        if (!done) throw new Error('the table exists');
      }
    },
    fault: 'setup may run any number of times, at once too, and changes nothing that is stored',
  },
  {
    driver: class TakesItsListsWithIt extends TinyDriver {
      readonly #written = new Set<SessionIdentity>();
      override async write(identity: SessionIdentity, items: readonly Item[]) {
        this.#written.add(identity);
        await super.write(identity, items);
      }
      override async close() {
        for (const identity of this.#written) await this.remove(identity);
      }
    },
    fault: 'what was stored outlives the driver that stored it',
    also: [
      'a failure is a rejection, never null and never an empty list',
      'a DriverError names the driver, the operation, the identity and the cause',
    ],
  },
];
