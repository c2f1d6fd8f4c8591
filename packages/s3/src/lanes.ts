/** Runs works at the same time, but no more than so many. */
export class Lanes {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }

  all<A, T>(inputs: readonly A[], work: (input: A) => Promise<T>): Promise<T[]> {
    return Promise.all(inputs.map((input) => this.run(() => work(input))));
  }
}
