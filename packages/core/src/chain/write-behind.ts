import type { AgentStoreError, Change, DriverOperation, Item, SessionIdentity } from '@agentstore/core';
import { BackgroundQueue } from './background-queue.ts';
import type { Link } from './link.ts';
import type { Failure } from './settle.ts';

interface Background {
  readonly link: Link;
  readonly queue: BackgroundQueue;
}

/** One change's place in every queue: to be used once, and left in any case. */
export interface Place {
  append(items: readonly Item[]): void;
  write(items: readonly Item[]): void;
  update(change: Change): void;
  leave(): void;
}

/** The links that are written in the background: each has a queue of its own. */
export class WriteBehind {
  readonly #all: readonly Background[];

  constructor(
    links: readonly Link[],
    onFailure: (operation: DriverOperation, identity: SessionIdentity, failure: Failure) => Promise<void>,
  ) {
    this.#all = links.flatMap((link) => {
      if (!link.background) return [];
      const queue = new BackgroundQueue(link, link.background, ({ operation }, identity, cause) =>
        onFailure(operation, identity, { link, cause: cause as AgentStoreError }),
      );
      return [{ link, queue }];
    });
  }

  /** Before anything is changed: null where there is no such link. Rejects where a queue is full that does not wait. */
  enter(operation: DriverOperation, identity: SessionIdentity): Promise<Place> | null {
    return this.#all.length > 0 ? this.#enter(operation, identity) : null;
  }

  /** Resolves once nothing waits, for that list or for any. */
  async idle(identity: SessionIdentity | null = null): Promise<void> {
    await Promise.all(this.#all.map(({ queue }) => queue.idle(identity)));
  }

  queued(link: Link): number {
    return this.#all.find((one) => one.link === link)?.queue.length ?? 0;
  }

  async #enter(operation: DriverOperation, identity: SessionIdentity): Promise<Place> {
    let entered: readonly Background[] = [];
    try {
      for (const one of this.#all) {
        await one.queue.enter(operation, identity);
        entered = [...entered, one];
      }
    } catch (error) {
      for (const { queue } of entered) queue.leave();
      throw error;
    }
    const use = (push: (background: Background) => void) => {
      const unused = entered;
      entered = [];
      for (const one of unused) push(one);
    };
    const run = (work: (link: Link) => Promise<unknown>) =>
      use(({ link, queue }) => queue.push(identity, { operation, run: () => work(link) }));
    return {
      append: (items) => use(({ queue }) => queue.push(identity, { operation, items })),
      write: (items) => run((link) => link.call('write', identity, (driver) => driver.write(identity, items))),
      update: (change) => run((link) => link.update(identity, change)),
      leave: () => use(({ queue }) => queue.leave()),
    };
  }
}
