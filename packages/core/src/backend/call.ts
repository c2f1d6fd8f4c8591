import { DriverError, type DriverErrorDetails } from '@agentstore/core';
import { Deadline } from '../driver/deadline.ts';

/** What an error of an operation says of it. */
export type CallDetails = Pick<DriverErrorDetails, 'driver' | 'operation' | 'identity'>;

/** One operation, from its call to its end: what it waits for, it waits for no longer than its deadline. */
export class Call {
  #error: DriverError | null = null;
  readonly #deadline: Deadline;
  /** Of those who wait. */
  readonly #rejects: ((error: DriverError) => void)[] = [];
  /** One for each request: a signal that many listen to makes Node.js warn of a leak. */
  readonly #requests = new Set<AbortController>();

  constructor(details: CallDetails, timeoutMs: number) {
    this.#deadline = new Deadline(timeoutMs, () => {
      const reason = `no answer within ${timeoutMs} ms; what was asked may still be done`;
      this.#error = new DriverError({ ...details, code: 'timeout', reason });
      for (const reject of this.#rejects) reject(this.#error);
      for (const request of this.#requests) request.abort(this.#error);
    });
  }

  get isOver(): boolean {
    return this.#error !== null;
  }

  /** In milliseconds: until the deadline. */
  get timeLeft(): number {
    return this.#deadline.at - performance.now();
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
    // Promise.race would do, at twice the cost, which every operation would pay.
    return new Promise((resolve, reject) => {
      this.#rejects.push(reject);
      begin().then(resolve, reject);
    });
  }

  end(): void {
    this.#deadline.cancel();
  }
}
