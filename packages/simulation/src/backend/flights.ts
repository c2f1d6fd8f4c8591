import type { Scheduler } from '../scheduler.ts';
import type { Backend } from './backend.ts';

/** A change under way to a backend. */
export interface Flight {
  readonly backend: Backend;
  readonly key: string;
  readonly entries: readonly unknown[];
  readonly from: number;
  /** When it was applied or given up; Infinity: not yet. */
  until: number;
}

/** All changes that were ever under way. */
export class Flights {
  readonly all: Flight[] = [];
  readonly #scheduler: Scheduler;

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  /** Returns what to call when it landed. */
  depart(backend: Backend, key: string, entries: readonly unknown[]): () => void {
    const flight: Flight = { backend, key, entries, from: this.#scheduler.now, until: Number.POSITIVE_INFINITY };
    this.all.push(flight);
    return () => {
      flight.until = Math.min(flight.until, this.#scheduler.now);
    };
  }
}
