/** In milliseconds: for how long it is known that others change a list too. */
const knownMs = 2_000;
/** How many lists are kept in mind. */
const mostLists = 1_000;
/** One change in so many has a pause before it, which is as long as so many requests: others need two. */
const [changesToPause, requestsInPause] = [4, 3];

/**
 * Who knows a head changes a list in one request, and who must read it first needs two: as long as one goes on, the others never
 * have their turn. So whoever met others at a list lately pauses between its changes, for a random time.
 */
export class Courtesy {
  /** By the head's key: when others were met, by performance.now(). The longest known first. */
  readonly #met = new Map<string, number>();
  /** In milliseconds: how long the last replacement of a head took. */
  #requestMs = 0;

  /** Takes note that somebody else has changed a list. */
  meet(key: string): void {
    this.#met.delete(key);
    this.#met.set(key, performance.now());
    for (const oldest of this.#met.keys()) {
      if (this.#met.size <= mostLists) return;
      this.#met.delete(oldest);
    }
  }

  measure(requestMs: number): void {
    this.#requestMs = requestMs;
  }

  /** In milliseconds. */
  pauseBefore(key: string): number {
    const met = this.#met.get(key);
    if (met === undefined || performance.now() - met > knownMs) return 0;
    return Math.random() * changesToPause < 1 ? requestsInPause * this.#requestMs : 0;
  }
}
