import { DriverError, type DriverErrorDetails } from '@agentstore/core';

/** What an error of an operation says of it. */
export type CallDetails = Pick<DriverErrorDetails, 'driver' | 'operation' | 'identity'>;

/** One operation, from its call to its end: what it waits for, it waits for no longer than its deadline. */
export class Call {
  #error: DriverError | null = null;
  readonly #end: number;
  readonly #timer: ReturnType<typeof setTimeout>;
  readonly #deadline: Promise<never>;
  /** One for each request: a signal that many listen to makes Node.js warn of a leak. */
  readonly #requests = new Set<AbortController>();

  constructor(details: CallDetails, timeoutMs: number) {
    let reject: (error: DriverError) => void;
    this.#deadline = new Promise((_, fail) => {
      reject = fail;
    });
    // At that moment nobody may be waiting.
    this.#deadline.catch(() => {});
    this.#end = performance.now() + timeoutMs;
    this.#timer = setTimeout(() => {
      const reason = `no answer within ${timeoutMs} ms; what was asked may still be done`;
      this.#error = new DriverError({ ...details, code: 'timeout', reason });
      reject(this.#error);
      for (const request of this.#requests) request.abort(this.#error);
    }, timeoutMs);
  }

  get isOver(): boolean {
    return this.#error !== null;
  }

  /** In milliseconds: until the deadline. */
  get timeLeft(): number {
    return this.#end - performance.now();
  }

  /** For one request of a client that can end it: aborted at the deadline. */
  get signal(): AbortSignal {
    const request = new AbortController();
    if (this.#error) request.abort(this.#error);
    else this.#requests.add(request);
    return request.signal;
  }

  /** Begins work and settles as it does, or rejects at the deadline; then nothing is begun any more. */
  wait<T>(begin: () => Promise<T>): Promise<T> {
    if (this.#error) return Promise.reject(this.#error);
    return Promise.race([begin(), this.#deadline]);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
