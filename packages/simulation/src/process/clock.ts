import type { Scheduler } from '../scheduler.ts';

/** 1 January 2026: when each simulation begins. */
const beginning = Date.UTC(2026, 0, 1);

/** What a machine takes for the time. */
export class Clock {
  /** By the wall clock. */
  readonly startedAt: number;
  /** In milliseconds: how far ahead of the true time it is. */
  offset: number;
  /** How much it gains in a unit of time. */
  readonly drift: number;
  readonly #scheduler: Scheduler;
  readonly #bootedAt: number;

  constructor(scheduler: Scheduler, offset: number, drift: number) {
    this.#scheduler = scheduler;
    this.#bootedAt = scheduler.now;
    this.offset = offset;
    this.drift = drift;
    this.startedAt = this.wall();
  }

  /** Milliseconds since 1970. It may be set back. */
  wall(): number {
    return Math.floor(beginning + this.#scheduler.now * (1 + this.drift) + this.offset);
  }

  /** Milliseconds since the process started; only goes on. */
  monotonic(): number {
    return (this.#scheduler.now - this.#bootedAt) * (1 + this.drift);
  }
}
