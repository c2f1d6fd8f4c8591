/** In milliseconds. */
const limitMs = 15_000;

/** Ends when what one waits to change has stayed the same for too long. */
export class Patience {
  #state = Number.NaN;
  #since = 0;

  isOverWith(state: number): boolean {
    if (state !== this.#state) this.#since = performance.now();
    this.#state = state;
    return performance.now() - this.#since > limitMs;
  }
}
