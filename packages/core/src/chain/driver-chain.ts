import {
  type ChainConfig,
  type ChainOptions,
  ConfigError,
  type DriverOperation,
  type IdentityFilter,
  type Item,
  type SessionIdentity,
  StorageDriver,
} from '@agentstore/core';
import type { ChainState } from './chain-state.ts';
import { changeAll, removeAll } from './change-all.ts';
import { type ChainEvents, type ChainListener, EventListeners } from './events.ts';
import type { Link } from './link.ts';
import { makeLinks } from './link.ts';
import { listAll } from './list.ts';
import { MissedChanges } from './missed-changes.ts';
import { readComplete, readTail } from './read.ts';
import { settle, throwFailures } from './settle.ts';
import { updateAll } from './update.ts';

/**
 * Several drivers as one: writes go to all of them at once, reads come from the first that has the whole list. It is a
 * driver itself, so a chain can stand in a chain. A failing driver costs nothing but its deadline as long as `minWrites`
 * others work; where data may be missing, a read is a ChainError, never an empty list.
 */
export class DriverChain extends StorageDriver {
  readonly name = 'chain';
  readonly #state: ChainState;

  /** Closes the drivers that it makes, no others. */
  constructor(config: ChainConfig) {
    super();
    const links = makeLinks(config);
    const minWrites = countWrites(config.minWrites ?? 1, links.length);
    this.#state = { links, minWrites, missed: new MissedChanges(), events: new EventListeners() };
  }

  /** Returns how to stop listening. */
  on<E extends keyof ChainEvents>(event: E, listener: ChainListener<E>): () => void {
    return this.#state.events.on(event, listener);
  }

  async read(identity: SessionIdentity): Promise<Item[] | null> {
    return readComplete(this.#state, identity);
  }

  async write(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    return changeAll(this.#state, 'write', identity, (driver) => driver.write(identity, items));
  }

  async remove(identity: SessionIdentity): Promise<void> {
    return removeAll(this.#state, identity);
  }

  override async append(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    return changeAll(this.#state, 'append', identity, (driver) => driver.append(identity, items));
  }

  override async update(
    identity: SessionIdentity,
    change: (items: Item[] | null) => Item[] | null,
  ): Promise<Item[] | null> {
    return updateAll(this.#state, identity, change);
  }

  override async readLast(identity: SessionIdentity, count: number): Promise<Item[] | null> {
    return readTail(this.#state, identity, count);
  }

  override list(filter?: IdentityFilter): AsyncGenerator<SessionIdentity> {
    return listAll(this.#state, filter);
  }

  override async setup(): Promise<void> {
    return this.#each('setup', this.#state.links, (driver) => driver.setup());
  }

  override async flush(): Promise<void> {
    return this.#each('flush', this.#state.links, (driver) => driver.flush());
  }

  override async close(): Promise<void> {
    const own = this.#state.links.filter((link) => link.isOwn);
    return this.#each('close', own, (driver) => driver.close());
  }

  /** Whether several drivers agree is not known without asking them. */
  override agreedAt(identity: SessionIdentity): number | null {
    const [link, ...others] = this.#state.links;
    return link && others.length === 0 ? link.driver.agreedAt(identity) : null;
  }

  async #each(
    operation: DriverOperation,
    links: readonly Link[],
    work: (driver: StorageDriver) => Promise<void>,
  ): Promise<void> {
    const { failures } = await settle(links, (link) => link.call(operation, null, work));
    throwFailures(operation, null, 'these drivers could not:', failures);
  }
}

function countWrites(minWrites: NonNullable<ChainOptions['minWrites']>, drivers: number): number {
  if (minWrites === 'all') return drivers;
  if (minWrites === 'majority') return Math.floor(drivers / 2) + 1;
  if (Number.isInteger(minWrites) && minWrites >= 1 && minWrites <= drivers) return minWrites;
  throw new ConfigError(
    `minWrites of a chain of ${drivers} must be 1 to ${drivers}, 'majority' or 'all', not ${JSON.stringify(minWrites)}`,
  );
}
