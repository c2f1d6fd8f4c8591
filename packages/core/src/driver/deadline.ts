const queues = new Map<number, Queue>();

/**
 * Runs a task once a time has passed, unless it is cancelled before. As setTimeout does; but those that wait equally long
 * share one timer. A timer of its own, begun and cleared, made a short operation of Redis a fifth longer.
 */
export class Deadline {
  /** As performance.now() tells it. */
  readonly at: number;
  readonly #task: () => void;
  readonly #queue: Queue;

  constructor(timeoutMs: number, task: () => void) {
    this.at = performance.now() + timeoutMs;
    this.#task = task;
    this.#queue = queues.get(timeoutMs) ?? new Queue(timeoutMs);
    this.#queue.add(this);
  }

  pass(): void {
    this.#task();
  }

  cancel(): void {
    this.#queue.delete(this);
  }
}

/** Deadlines that are equally long: the first to begin is the first to pass. */
class Queue {
  readonly #timeoutMs: number;
  readonly #waiting = new Set<Deadline>();
  #timer: ReturnType<typeof setTimeout>;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
    this.#timer = setTimeout(this.#pass, timeoutMs);
    queues.set(timeoutMs, this);
  }

  add(deadline: Deadline): void {
    this.#waiting.add(deadline);
    if (this.#waiting.size === 1) ref(this.#timer);
  }

  delete(deadline: Deadline): void {
    // The timer goes on, and does not keep the process alive for nobody.
    if (this.#waiting.delete(deadline) && this.#waiting.size === 0) unref(this.#timer);
  }

  readonly #pass = (): void => {
    const now = performance.now();
    const passed: Deadline[] = [];
    for (const deadline of this.#waiting) {
      if (deadline.at > now) break;
      passed.push(deadline);
      this.#waiting.delete(deadline);
    }
    const [next] = this.#waiting;
    if (next) this.#timer = setTimeout(this.#pass, next.at - now);
    else queues.delete(this.#timeoutMs);
    for (const deadline of passed) deadline.pass();
  };
}

/** Timers of other engines than Node.js are numbers, which keep nothing alive. */
function ref(timer: { ref?: () => unknown }): void {
  timer.ref?.();
}

function unref(timer: { unref?: () => unknown }): void {
  timer.unref?.();
}
