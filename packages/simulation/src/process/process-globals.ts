import type { Event, Scheduler } from '../scheduler.ts';
import type { Clock } from './clock.ts';

/** What a process finds where a program finds its runtime: a clock, timers and chance of its own, and nothing of Node.js. */
export interface ProcessGlobals {
  readonly Date: DateConstructor;
  readonly setTimeout: (run: () => void, delayMs?: number) => Timer;
  readonly clearTimeout: (timer?: Timer) => void;
  readonly setInterval: () => never;
  readonly performance: { readonly timeOrigin: number; now(): number };
  readonly crypto: { getRandomValues<T extends Uint32Array | Uint8Array>(array: T): T; randomUUID(): string };
  readonly process: undefined;
  readonly globalThis: object;
}

class Timer {
  readonly event: Event;
  constructor(event: Event) {
    this.event = event;
  }
  /** The simulation waits for what was asked of it, not for timers. */
  unref(): this {
    return this;
  }
  ref(): this {
    return this;
  }
}

/** The machine that a process runs on. */
export interface Host {
  readonly scheduler: Scheduler;
  readonly clock: Clock;
  /** Tells the process from all others. */
  readonly number: number;
  readonly isAlive: () => boolean;
}

/**
 * What is random is the same for all that one process draws, or a run would depend on how much an earlier one had drawn: it
 * is there to tell processes apart.
 *
 * @param at the machine, which may be another one after a while: what was a process is then a new one, and `renew` was called
 */
export function processGlobals(at: () => Host): ProcessGlobals & { renew(): void } {
  class ProcessDate extends Date {
    constructor(...values: [] | [number]) {
      super(values[0] ?? at().clock.wall());
    }
    static override now(): number {
      return at().clock.wall();
    }
  }
  const kept = new Set<Uint32Array | Uint8Array>();
  const own = {
    Date: ProcessDate as unknown as DateConstructor,
    setTimeout: (run: () => void, delayMs = 0) => {
      const { scheduler, isAlive } = at();
      return new Timer(
        scheduler.after(delayMs, () => {
          if (isAlive()) run();
        }),
      );
    },
    clearTimeout: (timer?: Timer) => {
      if (timer) at().scheduler.cancel(timer.event);
    },
    setInterval: () => {
      throw new Error('intervals are not simulated');
    },
    performance: {
      get timeOrigin() {
        return at().clock.startedAt;
      },
      now: () => at().clock.monotonic(),
    },
    crypto: {
      getRandomValues<T extends Uint32Array | Uint8Array>(array: T): T {
        // A module may draw many at once, and keep the rest for later.
        if (array.length > 1) kept.add(array);
        return array.fill(at().number) as T;
      },
      randomUUID: () => `${at().number.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`,
    },
    process: undefined,
  };
  const renew = () => {
    for (const array of kept) array.fill(at().number);
  };
  return { ...own, globalThis: { ...own }, renew };
}
