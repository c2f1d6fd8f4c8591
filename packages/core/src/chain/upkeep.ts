import { type TracedUpkeep, traceUpkeep } from './tracing.ts';

/** What a chain does beside its callers' operations, and nobody waits for but `flush` and `close`. */
export class Upkeep {
  readonly #works = new Map<string, Promise<void>>();

  /** Not while the same is under way. What fails is met again by whoever comes by next. */
  start(what: TracedUpkeep, work: () => Promise<unknown>): void {
    const name = `${what.work} ${what.identity}`;
    if (this.#works.has(name)) return;
    const ended = () => void this.#works.delete(name);
    this.#works.set(name, traceUpkeep(what, work).then(ended, ended));
  }

  async settled(): Promise<void> {
    while (this.#works.size > 0) await Promise.all(this.#works.values());
  }
}
