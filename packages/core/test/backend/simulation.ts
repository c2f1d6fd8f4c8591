import { Call } from '../../src/backend/call.ts';

/** Numbers in [0, 1), the same ones for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A process of a simulation: it may be killed, and then nothing of what it waits for ever comes. */
export class SimulatedProcess {
  isKilled = false;
  /** How likely it is to be let on when it is its turn: some are slow. */
  readonly speed: number;

  constructor(speed: number) {
    this.speed = speed;
  }
}

interface Waiting {
  readonly process: SimulatedProcess;
  readonly go: () => void;
}

/** Lets everything that waits go on one by one, in an order that the seed decides. Time is the number of steps. */
export class Simulation {
  now = 0;
  readonly random: () => number;
  #waiting: Waiting[] = [];

  constructor(seed: number) {
    this.random = randomOf(seed);
  }

  /** A whole number below `end`. */
  pick(end: number): number {
    return Math.floor(this.random() * end);
  }

  turn(process: SimulatedProcess): Promise<void> {
    return new Promise((go) => {
      if (!process.isKilled) this.#waiting.push({ process, go });
    });
  }

  /** A call whose pauses are turns, and which has no deadline. */
  call(process: SimulatedProcess): Call {
    return new SimulatedCall(() => this.turn(process));
  }

  /** Resolves once nothing waits any more. */
  async run(): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      this.#waiting = this.#waiting.filter(({ process }) => !process.isKilled);
      if (this.#waiting.length === 0) return;
      const next = this.#choose();
      this.now += 1;
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      next.go();
    }
  }

  #choose(): Waiting {
    for (;;) {
      const candidate = this.#waiting[this.pick(this.#waiting.length)] as Waiting;
      if (this.random() < candidate.process.speed) return candidate;
    }
  }
}

class SimulatedCall extends Call {
  readonly #turn: () => Promise<void>;

  constructor(turn: () => Promise<void>) {
    super({ driver: 'simulated', operation: 'read' }, 1_000_000);
    this.end();
    this.#turn = turn;
  }

  override async wait<T>(): Promise<T> {
    return (await this.#turn()) as T;
  }
}
