import {
  type AgentStoreError,
  checkDriverOptions,
  DriverError,
  type DriverOperation,
  type DriverOptions,
  inTurn,
  type SessionIdentity,
} from '@agentstore/core';
import { Call, type CallDetails } from './call.ts';

const defaultTimeoutMs = 5_000;

/** How a driver tells its user what went wrong: as a DriverError that says what to do next, and shows no secret. */
export type Translation = (details: CallDetails, error: unknown) => AgentStoreError;

/** The operations of one driver on a server: each with its deadline and its failures in words, none after `close`. */
export class Calls {
  /** In milliseconds. */
  readonly timeoutMs: number;
  readonly #driver: string;
  readonly #translate: Translation;
  #areOver = false;

  /** Throws ConfigError for options that no driver takes. */
  constructor(driver: string, options: DriverOptions, translate: Translation) {
    checkDriverOptions(driver, options);
    this.timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
    this.#driver = driver;
    this.#translate = translate;
  }

  async run<T>(
    operation: DriverOperation,
    identity: SessionIdentity | null,
    work: (call: Call) => Promise<T>,
  ): Promise<T> {
    const details = { driver: this.#driver, operation, ...(identity && { identity: identity.key }) };
    if (this.#areOver) throw new DriverError({ ...details, code: 'closed', reason: 'make a new driver' });
    const call = new Call(details, this.timeoutMs);
    try {
      return await work(call);
    } catch (error) {
      throw error instanceof DriverError ? error : this.#translate(details, error);
    } finally {
      call.end();
    }
  }

  /**
   * For what changes a list: such operations of one driver take turns. The wait counts: after it there may be no time left.
   * It ends in time by itself, since all have equally long: whoever came before is over before.
   */
  inTurn<T>(operation: DriverOperation, identity: SessionIdentity, work: (call: Call) => Promise<T>): Promise<T> {
    return this.run(operation, identity, (call) => inTurn(this, identity.key, () => call.wait(() => work(call))));
  }

  /** Whether this is the first time: then what the driver opened is to be freed. */
  close(): boolean {
    const isFirst = !this.#areOver;
    this.#areOver = true;
    return isFirst;
  }
}
