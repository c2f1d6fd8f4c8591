import {
  type AgentStoreError,
  type ChainConfig,
  type Change,
  type DriverOperation,
  type IdentityFilter,
  type Item,
  type SessionIdentity,
  StorageDriver,
} from '@agentstore/core';
import { appendAll } from './append.ts';
import type { ChainState } from './chain-state.ts';
import type { ChainEvents, ChainListener } from './events.ts';
import type { LinkState } from './health.ts';
import type { Link } from './link.ts';
import { listAll } from './list.ts';
import { openState } from './open-state.ts';
import { readComplete, readEnd } from './read.ts';
import { removeAll } from './remove.ts';
import { settle, throwFailures } from './settle.ts';
import { traceChain } from './tracing.ts';
import { updateAll } from './update.ts';
import { forEach, repair, type Verification, type VerificationProgress, verify } from './verify.ts';
import { writeAll } from './write.ts';

/** How a driver of a chain does. */
export interface DriverStatus {
  /** Its id in the chain. */
  readonly driver: string;
  /** `down`: not asked, but for a probe now and then; `recovering`: asked again, and given what it missed. */
  readonly state: LinkState;
  /** In milliseconds since 1970. */
  readonly since: number;
  readonly lastError: AgentStoreError | null;
  /** In how many lists it missed a change, as far as this process knows. */
  readonly pendingHints: number;
  /** How many changes wait for it: a driver in the background. */
  readonly queueLength: number;
}

/**
 * Several drivers as one: writes go to all of them at once, reads come from the first that has the whole list. It is a
 * driver itself, so a chain can stand in a chain. A driver that fails costs nothing but its deadline, once, as long as
 * `minWrites` others work; what it missed it is given when it is back. Where data may be missing, a read is a ChainError,
 * never an empty list.
 */
export class DriverChain extends StorageDriver {
  readonly name = 'chain';
  /** Made of its drivers' ids: the same in every process. */
  readonly id: string;
  readonly #state: ChainState;
  /** Of a chain of one: there is nothing to be kept together. */
  readonly #only: Link | null;

  /** Closes the drivers that it makes, no others. */
  constructor(config: ChainConfig) {
    super();
    this.#state = openState(config);
    this.id = this.#state.id;
    const [first, ...others] = this.#state.links;
    this.#only = first && others.length === 0 ? first : null;
  }

  /** Returns how to stop listening. */
  on<E extends keyof ChainEvents>(event: E, listener: ChainListener<E>): () => void {
    return this.#state.events.on(event, listener);
  }

  read(identity: SessionIdentity): Promise<Item[] | null> {
    return this.#trace('read', identity, (only) =>
      only ? only.call('read', identity, (driver) => driver.read(identity)) : readComplete(this.#state, identity),
    );
  }

  write(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    return this.#trace('write', identity, (only) =>
      only
        ? only.call('write', identity, (driver) => driver.write(identity, items))
        : writeAll(this.#state, identity, items),
    );
  }

  remove(identity: SessionIdentity): Promise<void> {
    return this.#trace('remove', identity, (only) =>
      only ? only.call('remove', identity, (driver) => driver.remove(identity)) : removeAll(this.#state, identity),
    );
  }

  override append(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    return this.#trace('append', identity, (only) =>
      only
        ? only.call('append', identity, (driver) => driver.append(identity, items))
        : appendAll(this.#state, identity, items),
    );
  }

  override update(identity: SessionIdentity, change: Change): Promise<Item[] | null> {
    return this.#trace('update', identity, (only) =>
      only ? only.update(identity, change) : updateAll(this.#state, identity, change),
    );
  }

  override readLast(identity: SessionIdentity, count: number): Promise<Item[] | null> {
    return this.#trace('readLast', identity, (only) =>
      only
        ? only.call('readLast', identity, (driver) => driver.readLast(identity, count))
        : readEnd(this.#state, identity, count),
    );
  }

  override list(filter?: IdentityFilter): AsyncGenerator<SessionIdentity> {
    return listAll(this.#state, filter);
  }

  override async setup(): Promise<void> {
    return this.#trace('setup', null, () => this.#each('setup', this.#state.links, (driver) => driver.setup()));
  }

  /** Waits for what is queued in the background and for repairs under way, and flushes each driver. */
  override async flush(): Promise<void> {
    return this.#trace('flush', null, async () => {
      await this.#settled();
      await this.#each('flush', this.#state.links, (driver) => driver.flush());
    });
  }

  override async close(): Promise<void> {
    return this.#trace('close', null, async () => {
      await this.#settled();
      await Promise.all(this.#state.links.map(({ health }) => health.stop()));
      const own = this.#state.links.filter((link) => link.isOwn);
      await this.#each('close', own, (driver) => driver.close());
    });
  }

  /** How each driver does, in the chain's order. Asks none of them. */
  status(): DriverStatus[] {
    const { links, missed, background } = this.#state;
    return links.map((link) => ({
      driver: link.id,
      state: link.health.state,
      since: link.health.since,
      lastError: link.health.lastError,
      pendingHints: missed.count(link),
      queueLength: background.queued(link),
    }));
  }

  /** What differs between the drivers, wherever in the list. Changes nothing. */
  async verify(identity: SessionIdentity): Promise<Verification> {
    return verify(this.#state, identity);
  }

  /** Makes the drivers hold the same, by merging what they hold, and tells what they hold then. */
  async repair(identity: SessionIdentity): Promise<Verification> {
    return repair(this.#state, identity);
  }

  /** Verifies all lists that match, one after another. */
  verifyAll(filter?: IdentityFilter): AsyncGenerator<VerificationProgress> {
    return forEach(this.#state, filter, verify);
  }

  /** Repairs all lists that match, one after another. */
  repairAll(filter?: IdentityFilter): AsyncGenerator<VerificationProgress> {
    return forEach(this.#state, filter, repair);
  }

  /** When the drivers were last found to hold the same; null: not yet. */
  override agreedAt(identity: SessionIdentity): number | null {
    return this.#only ? this.#only.driver.agreedAt(identity) : this.#state.agreements.wholeAt(identity);
  }

  #trace<T>(
    operation: DriverOperation,
    identity: SessionIdentity | null,
    work: (only: Link | null) => Promise<T>,
  ): Promise<T> {
    return traceChain({ driver: this.name, operation, identity: identity?.key ?? null }, () => work(this.#only));
  }

  async #settled(): Promise<void> {
    await this.#state.background.idle();
    await this.#state.upkeep.settled();
    await this.#state.hints.settled();
  }

  async #each(
    operation: DriverOperation,
    links: readonly Link[],
    work: (driver: StorageDriver) => Promise<void>,
  ): Promise<void> {
    const { failures } = await settle(links, (link) => link.unhurried(operation, work));
    throwFailures(operation, null, 'these drivers could not:', failures);
  }
}
