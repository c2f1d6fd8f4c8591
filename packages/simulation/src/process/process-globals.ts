import type { Random } from '../random.ts';
import type { Event, Scheduler } from '../scheduler.ts';
import type { Clock } from './clock.ts';

/** What a process finds where a program finds its runtime: a clock, timers and chance of its own, and nothing of Node.js. */
export interface ProcessGlobals {
  readonly Date: DateConstructor;
  readonly setTimeout: (run: () => void, delayMs?: number) => Timer;
  readonly clearTimeout: (timer?: Timer) => void;
  readonly setInterval: () => never;
  readonly performance: { readonly timeOrigin: number; now(): number };
  readonly crypto: { getRandomValues<T extends Uint32Array | Uint8Array>(array: T): T };
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
  readonly random: Random;
  readonly isAlive: () => boolean;
}

/** @param at the machine, which may be another one after a while: what was a process is then a new one */
export function processGlobals(at: () => Host): ProcessGlobals {
  class ProcessDate extends Date {
    constructor(...values: [] | [number]) {
      super(values[0] ?? at().clock.wall());
    }
    static override now(): number {
      return at().clock.wall();
    }
  }
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
        const { random } = at();
        for (const place of array.keys()) array[place] = random.bits();
        return array;
      },
    },
    process: undefined,
  };
  return { ...own, globalThis: { ...own } };
}
