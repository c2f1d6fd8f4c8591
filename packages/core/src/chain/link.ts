import {
  type AgentStoreError,
  ChainError,
  type Change,
  DriverError,
  type DriverOperation,
  type Item,
  keepRefusal,
  type LinkOptions,
  type SessionIdentity,
  type StorageDriver,
} from '@agentstore/core';
import { Call } from '../backend/call.ts';
import { Deadline } from '../backend/deadline.ts';
import type { BackgroundOptions } from './chain-config.ts';
import { Health } from './health.ts';
import { traceDriver } from './tracing.ts';

const defaultTimeoutMs = 5_000;

export interface LinkSettings extends LinkOptions {
  /** Whether the chain made the driver, and so closes it. */
  readonly isOwn: boolean;
  /** What the driver was made with, as far as the chain knows it. */
  readonly ttlSeconds?: number;
}

/** What the chain does for a link that failed. */
export interface LinkCare {
  probe(link: Link): Promise<unknown>;
  isBack(link: Link): void;
  handOver(link: Link): Promise<void>;
  hasAll(link: Link): boolean;
  recovered(link: Link): void;
}

/** A driver's place in a chain: what is asked of it has a deadline, and what fails names it. One that is down is not asked. */
export class Link {
  readonly id: string;
  readonly driver: StorageDriver;
  readonly isOwn: boolean;
  /** In milliseconds; null: what it holds does not expire, as far as is known. */
  readonly ttlMs: number | null;
  /** null: it is written before a change is acknowledged. */
  readonly background: BackgroundOptions | null;
  readonly health: Health;
  readonly #timeoutMs: number;

  constructor(driver: StorageDriver, settings: LinkSettings, care: LinkCare) {
    const { id, timeoutMs, background = false, ttlSeconds, isOwn } = settings;
    this.driver = driver;
    this.id = id ?? driver.name;
    this.isOwn = isOwn;
    this.ttlMs = ttlSeconds === undefined ? null : ttlSeconds * 1_000;
    this.background = background === true ? {} : background || null;
    this.health = new Health({
      probe: () => care.probe(this),
      isBack: () => care.isBack(this),
      handOver: () => care.handOver(this),
      hasAll: () => care.hasAll(this),
      recovered: () => care.recovered(this),
    });
    this.#timeoutMs = timeoutMs ?? defaultTimeoutMs;
  }

  /** Does it once half of the time that a call may take is over. Returns how to leave it undone. */
  whenSlow(work: () => void): () => void {
    const slow = new Deadline(this.#timeoutMs / 2, work);
    return () => slow.cancel();
  }

  get isDown(): boolean {
    return this.health.state === 'down';
  }

  /** Rejects at once where the driver is down. `isRefused` tells, when it failed, whether the caller's own code did. */
  call<T>(
    operation: DriverOperation,
    identity: SessionIdentity | null,
    work: (driver: StorageDriver) => Promise<T>,
    isRefused?: () => boolean,
  ): Promise<T> {
    if (this.isDown) return Promise.reject(this.#unavailable(operation, identity));
    return this.ask(operation, identity, work, isRefused);
  }

  /** As `call`, also where the driver is down. */
  async ask<T>(
    operation: DriverOperation,
    identity: SessionIdentity | null,
    work: (driver: StorageDriver) => Promise<T>,
    isRefused?: () => boolean,
  ): Promise<T> {
    const details = { driver: this.id, operation, ...(identity && { identity: identity.key }) };
    const { failures } = this.health;
    const call = new Call(details, this.#timeoutMs);
    try {
      const result = await traceDriver(
        { driver: this.id, operation, identity: identity?.key ?? null },
        () => call.wait(() => begin(work, this.driver)),
        (cause) => this.#named(cause, details),
      );
      this.health.succeeded();
      return result;
    } catch (cause) {
      const error = this.#named(cause, details);
      const tookLong = call.timeLeft < this.#timeoutMs / 2;
      if (!isRefused?.() && isFailure(error)) this.health.failed(error, failures, tookLong);
      throw error;
    } finally {
      call.end();
    }
  }

  /** For what is done seldom and may take long: no deadline, also where the driver is down, and it says nothing of how it does. */
  async unhurried(operation: DriverOperation, work: (driver: StorageDriver) => Promise<void>): Promise<void> {
    const details = { driver: this.id, operation };
    const named = (cause: unknown) => this.#named(cause, details);
    try {
      await traceDriver({ ...details, identity: null }, () => begin(work, this.driver), named);
    } catch (cause) {
      throw named(cause);
    }
  }

  /** What the driver comes to after its time it does not do: that is handed over, made of what was stored meanwhile. */
  async update(identity: SessionIdentity, change: Change): Promise<Item[] | null> {
    let isRefused = false;
    let isOver = false;
    return keepRefusal(change, async (attempt) => {
      const refusing: Change = (items) => {
        if (isOver) throw this.#unheard(identity);
        try {
          return attempt(items);
        } catch (error) {
          isRefused = true;
          throw error;
        }
      };
      try {
        return await this.call(
          'update',
          identity,
          (driver) => driver.update(identity, refusing),
          () => isRefused,
        );
      } finally {
        isOver = true;
      }
    });
  }

  /** Ends an update that nobody waits for any more. */
  #unheard({ key }: SessionIdentity): DriverError {
    const reason = 'it was not done in time, and is not done late';
    return new DriverError({ driver: this.id, operation: 'update', identity: key, code: 'timeout', reason });
  }

  /** Two links of a chain may be two drivers of one name: errors name the link. */
  #named(cause: unknown, details: Pick<DriverError, 'driver' | 'operation'> & { identity?: string }): AgentStoreError {
    if (!(cause instanceof DriverError) || cause.driver === this.id) return DriverError.from(cause, details);
    if (cause instanceof ChainError) return new ChainError({ ...details, reason: cause.summary, causes: cause.causes });
    return new DriverError({ ...details, code: cause.code, reason: cause.reason, cause });
  }

  #unavailable(operation: DriverOperation, identity: SessionIdentity | null): DriverError {
    const { since, lastError } = this.health;
    const seconds = Math.max(0, Math.round((Date.now() - since) / 1_000));
    return new DriverError({
      driver: this.id,
      operation,
      ...(identity && { identity: identity.key }),
      code: 'unavailable',
      reason: `not asked, since it stopped answering ${seconds} s ago (${lastError?.message}); it is probed until it is back`,
      cause: lastError,
    });
  }
}

/** A third party's method may throw before it returns a promise. */
async function begin<T>(work: (driver: StorageDriver) => Promise<T>, driver: StorageDriver): Promise<T> {
  return work(driver);
}

/** Whether the driver did not do its work; not: it does not offer that, or one list in it is damaged. */
function isFailure({ code }: AgentStoreError): boolean {
  return code === 'timeout' || code === 'failed' || code === 'chain';
}
