import type { AgentStoreError } from '@agentstore/core';

/** `up`; `down`: not asked, but for a probe now and then; `recovering`: asked again, and given what it missed. */
export type LinkState = 'up' | 'down' | 'recovering';

/** Failures in a row after which a driver is not asked any more. One that takes its time is enough: each costs its caller that. */
const tolerated = 3;
/** In milliseconds: how long after a failure a driver is probed. */
const [firstPause, longestPause] = [250, 5_000];

/** What is done for a driver that failed. */
export interface Care {
  /** Asks it something. Rejects as long as it does not answer. */
  probe(): Promise<unknown>;
  /** It is asked again: what is known of its lists may not be true any more. */
  isBack(): void;
  /** Gives it what it missed, as far as that can be done now. */
  handOver(): Promise<void>;
  hasAll(): boolean;
  /** It has all that is known to have been missed. */
  recovered(): void;
}

/** How a driver does: a circuit breaker, which spares its callers a driver that is dead, and finds out when it is back. */
export class Health {
  state: LinkState = 'up';
  /** In milliseconds since 1970: since when it is in this state. */
  since = Date.now();
  lastError: AgentStoreError | null = null;
  /** In a row. What failed at the same time counts once. */
  failures = 0;
  isStopped = false;
  readonly #care: Care;
  #pause = firstPause;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #handingOver: Promise<void> = Promise.resolve();

  constructor(care: Care) {
    this.#care = care;
  }

  succeeded(): void {
    this.failures = 0;
  }

  /**
   * @param before how many failures there were when what failed was begun
   * @param tookLong whether it took half of the deadline: a driver that tries again by itself fails as late as one that hangs
   */
  failed(error: AgentStoreError, before: number, tookLong: boolean): void {
    this.lastError = error;
    this.failures = Math.max(this.failures, before + 1);
    if (this.state === 'down') return;
    const isDead = tookLong || error.code === 'timeout' || (error.code === 'failed' && this.failures >= tolerated);
    if (isDead) {
      this.#enter('down');
      this.#again(() => this.#ask());
    } else this.owes();
  }

  /** There is something that it missed, or may have. */
  owes(): void {
    if (this.state !== 'up') return;
    this.#enter('recovering');
    this.#care.isBack();
    this.#again(() => this.#handOver());
  }

  /** Probes no more, and begins no repair. Resolves once those under way are done. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.#timer);
    await this.#handingOver;
  }

  async #ask(): Promise<void> {
    try {
      await this.#care.probe();
    } catch (error) {
      this.lastError = error as AgentStoreError;
      this.#again(() => this.#ask());
      return;
    }
    this.failures = 0;
    this.#pause = firstPause;
    this.#enter('recovering');
    this.#care.isBack();
    await this.#handOver();
  }

  async #handOver(): Promise<void> {
    if (this.isStopped) return;
    this.#handingOver = this.#care.handOver();
    await this.#handingOver;
    // It may have gone down again meanwhile.
    if (this.state !== 'recovering') return;
    if (!this.#care.hasAll()) {
      this.#again(() => this.#handOver());
      return;
    }
    this.#pause = firstPause;
    this.#enter('up');
    this.#care.recovered();
  }

  #enter(state: LinkState): void {
    this.state = state;
    this.since = Date.now();
  }

  #again(work: () => Promise<void>): void {
    clearTimeout(this.#timer);
    if (this.isStopped) return;
    this.#timer = setTimeout(() => void work(), this.#pause);
    // A process that has nothing else to do need not wait for a driver to come back.
    (this.#timer as { unref?: () => void }).unref?.();
    this.#pause = Math.min(this.#pause * 2, longestPause);
  }
}
