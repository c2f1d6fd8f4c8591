import type { Random } from './random.ts';

/** Something that is to happen. */
export interface Event {
  readonly time: number;
  readonly tie: number;
  run: (() => void) | null;
}

/** Lets things happen in the order of their virtual time; the seed decides between those of one moment. */
export class Scheduler {
  /** In milliseconds since the simulation began. */
  now = 0;
  /** How many events there were. */
  count = 0;
  /** Says the same for two runs only if the same happened in them. */
  hash = 0x811c9dc5;
  readonly #random: Random;
  readonly #heap: Event[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  /** Time passes in whole microseconds, so that sums come out alike. */
  after(delayMs: number, run: () => void): Event {
    const time = this.now + Math.max(0, Math.round(delayMs * 1000) / 1000);
    const event: Event = { time, tie: this.#random.bits(), run };
    this.#push(event);
    return event;
  }

  cancel(event: Event): void {
    event.run = null;
  }

  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => void this.after(delayMs, resolve));
  }

  note(value: number): void {
    this.hash = Math.imul(this.hash ^ value, 0x01000193);
  }

  /** Runs until `work` is settled, or until that time. Nothing else than events lets it go on. */
  async run(work: Promise<unknown>, until: number): Promise<void> {
    let isDone = false;
    const finish = () => {
      isDone = true;
    };
    work.then(finish, finish);
    await drained();
    while (!isDone) {
      const event = this.#pop();
      if (!event || event.time > until) throw new Error('something waits for what never comes');
      if (!event.run) continue;
      this.now = event.time;
      this.count += 1;
      this.note(event.tie);
      event.run();
      await drained();
    }
  }

  #push(event: Event): void {
    const heap = this.#heap;
    let at = heap.push(event) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(event, heap[parent] as Event)) break;
      heap[at] = heap[parent] as Event;
      at = parent;
    }
    heap[at] = event;
  }

  #pop(): Event | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Event, heap[child] as Event)) child += 1;
      if (!isBefore(heap[child] as Event, last)) break;
      heap[at] = heap[child] as Event;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

function isBefore(a: Event, b: Event): boolean {
  return a.time < b.time || (a.time === b.time && a.tie < b.tie);
}

/**
 * Resolves once no promise has anything left to do. Asked for from a promise's own turn, a tick comes after all of them: five
 * times as fast as setImmediate, which would also let the machine's events in.
 */
function drained(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
