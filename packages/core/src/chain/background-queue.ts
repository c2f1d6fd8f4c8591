import { DriverError, type DriverOperation, type Item, type SessionIdentity } from '@agentstore/core';
import type { BackgroundOptions } from './chain-config.ts';
import type { Link } from './link.ts';
import { traceUpkeep } from './tracing.ts';

const defaultMost = 1_000;
/** How many lists are written at a time. */
const atOnce = 8;

/** A change that a link is given after it was acknowledged. */
export type Work = { readonly operation: DriverOperation } & (
  | { readonly items: readonly Item[] }
  | { readonly run: () => Promise<unknown> }
);

interface Waiting {
  readonly identity: SessionIdentity;
  /** In their order; what was appended one after another is one. */
  readonly works: { work: Work; places: number }[];
}

/** What waits for one link. So many changes have a place in it, from before they are made until they are stored. */
export class BackgroundQueue {
  readonly #link: Link;
  readonly #options: BackgroundOptions;
  readonly #onFailure: (work: Work, identity: SessionIdentity, cause: unknown) => Promise<void>;
  readonly #waiting = new Map<string, Waiting>();
  /** Keys of the lists that are written now. */
  readonly #busy = new Set<string>();
  readonly #entering: (() => void)[] = [];
  readonly #watching: (() => void)[] = [];
  #taken = 0;
  #isBeginning = false;

  constructor(
    link: Link,
    options: BackgroundOptions,
    onFailure: (work: Work, identity: SessionIdentity, cause: unknown) => Promise<void>,
  ) {
    this.#link = link;
    this.#options = options;
    this.#onFailure = onFailure;
  }

  /** How many changes have a place. */
  get length(): number {
    return this.#taken;
  }

  /** Takes a place; where there is none, waits for one or rejects, as the options say. */
  async enter(operation: DriverOperation, identity: SessionIdentity): Promise<void> {
    const { maxQueued = defaultMost, whenFull = 'wait' } = this.#options;
    if (this.#taken < maxQueued) {
      this.#taken += 1;
      return;
    }
    if (whenFull === 'wait') return new Promise((resolve) => this.#entering.push(resolve));
    throw new DriverError({
      driver: this.#link.id,
      operation,
      identity: identity.key,
      code: 'full',
      reason: `${maxQueued} changes wait for this driver already, and nothing was changed: try again, or raise maxQueued`,
    });
  }

  /** Gives places back, first to those who wait for one. */
  leave(places = 1): void {
    for (let left = places; left > 0; left--) {
      const next = this.#entering.shift();
      if (next) next();
      else this.#taken -= 1;
    }
  }

  /** The work has the place of its caller from now on. */
  push(identity: SessionIdentity, work: Work): void {
    const waiting = this.#waiting.get(identity.key) ?? { identity, works: [] };
    this.#waiting.set(identity.key, waiting);
    const last = waiting.works.at(-1);
    if (last && 'items' in last.work && 'items' in work) {
      last.work = { ...work, items: [...last.work.items, ...work.items] };
      last.places += 1;
    } else waiting.works.push({ work, places: 1 });
    this.#beginSoon();
  }

  /** Resolves once nothing waits, for that list or for any. */
  async idle(identity: SessionIdentity | null): Promise<void> {
    const isWaiting = ({ size }: { size: number }, has: (key: string) => boolean) =>
      identity ? has(identity.key) : size > 0;
    while (
      isWaiting(this.#waiting, (key) => this.#waiting.has(key)) ||
      isWaiting(this.#busy, (key) => this.#busy.has(key))
    ) {
      await new Promise<void>((resolve) => this.#watching.push(resolve));
    }
  }

  /** Once those who wait for the change have gone on: what a driver does on this thread would come before them. */
  #beginSoon(): void {
    if (this.#isBeginning) return;
    this.#isBeginning = true;
    soon(() => {
      this.#isBeginning = false;
      this.#begin();
    });
  }

  #begin(): void {
    for (const [key, waiting] of this.#waiting) {
      if (this.#busy.size >= atOnce) return;
      if (this.#busy.has(key)) continue;
      this.#waiting.delete(key);
      this.#busy.add(key);
      const write = { work: 'write', driver: this.#link.id, identity: key } as const;
      void traceUpkeep(write, () => this.#do(waiting)).then(() => {
        this.#busy.delete(key);
        for (const watcher of this.#watching.splice(0)) watcher();
        this.#begin();
      });
    }
  }

  async #do({ identity, works }: Waiting): Promise<void> {
    let hasFailed = false;
    for (const { work, places } of works) {
      // What comes after a failure is handed over with what failed.
      if (!hasFailed) {
        try {
          await this.#store(identity, work);
        } catch (cause) {
          hasFailed = true;
          await this.#onFailure(work, identity, cause);
        }
      }
      this.leave(places);
    }
  }

  #store(identity: SessionIdentity, work: Work): Promise<unknown> {
    if ('run' in work) return work.run();
    return this.#link.call('append', identity, (driver) => driver.append(identity, work.items));
  }
}

/** After all that waits for what is done already. Not every runtime has setImmediate. */
function soon(work: () => void): void {
  if (globalThis.setImmediate) globalThis.setImmediate(work);
  else setTimeout(work);
}
