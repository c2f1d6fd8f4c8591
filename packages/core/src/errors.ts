/** What every error of agentstore is: a stable `code`, a message that says what to do next, and the cause. */
export abstract class AgentStoreError extends Error {
  abstract readonly code: string;
  static {
    recogniseByName(AgentStoreError, 'AgentStoreError');
  }
}

/** The operations of a driver, as errors and events name them. */
export type DriverOperation =
  | 'read'
  | 'write'
  | 'remove'
  | 'append'
  | 'update'
  | 'readLast'
  | 'list'
  | 'setup'
  | 'flush'
  | 'close';

/**
 * Why a driver failed. `failed`: see the cause; `timeout`: no answer in time, it may still be applied; `unsupported`: this
 * driver cannot do it; `corrupt`: what is stored cannot be read; `closed`: the driver was closed; `chain`: see `causes`;
 * `unavailable`: not asked, since it stopped answering; `full`: too much waits for it already.
 */
export type DriverErrorCode =
  | 'failed'
  | 'timeout'
  | 'unsupported'
  | 'corrupt'
  | 'closed'
  | 'chain'
  | 'unavailable'
  | 'full';

export interface DriverErrorDetails {
  /** The driver's name, or its id in a chain. */
  readonly driver: string;
  readonly operation: DriverOperation;
  /** The key of the identity; absent where an operation concerns none. */
  readonly identity?: string;
  /** Default 'failed'. */
  readonly code?: DriverErrorCode;
  /** What happened and what to do next; default: the cause's message. */
  readonly reason?: string;
  readonly cause?: unknown;
}

/** A driver could not do what it was asked. Whether a write was applied is unknown unless the message says so. */
export class DriverError extends AgentStoreError {
  readonly code: DriverErrorCode;
  readonly driver: string;
  readonly operation: DriverOperation;
  readonly identity: string | null;
  /** The message without what the other fields say. */
  readonly reason: string;

  constructor({ driver, operation, identity, code = 'failed', cause, reason = messageOf(cause) }: DriverErrorDetails) {
    const subject = identity === undefined ? operation : `${operation} of ${identity}`;
    super(`${driver}: ${subject} failed: ${reason}`, cause === undefined ? {} : { cause });
    this.code = code;
    this.driver = driver;
    this.operation = operation;
    this.identity = identity ?? null;
    this.reason = reason;
  }

  /** The error itself where it is one of ours already; any other rejection, wrapped once and kept as the cause. */
  static from(cause: unknown, details: Omit<DriverErrorDetails, 'cause'>): AgentStoreError {
    return cause instanceof AgentStoreError ? cause : new DriverError({ ...details, cause });
  }

  static {
    recogniseByName(DriverError, 'DriverError');
  }
}

/** The list changed since it was loaded. Nothing was written: `refresh()` and try again, or use `update()`, which retries. */
export class ConflictError extends AgentStoreError {
  readonly code = 'conflict';
  static {
    recogniseByName(ConflictError, 'ConflictError');
  }
}

/** A configuration, an identity, a filter or an option that cannot be meant so. Nothing was done. */
export class ConfigError extends AgentStoreError {
  readonly code = 'config';
  static {
    recogniseByName(ConfigError, 'ConfigError');
  }
}

/** A value that cannot be stored, or that was stored and is not what its model says. `path` leads to the field. */
export class ValidationError extends AgentStoreError {
  readonly code = 'validation';
  readonly path: string;

  constructor(path: string, reason: string, options?: ErrorOptions) {
    super(`${path} ${reason}`, options);
    this.path = path;
  }

  static {
    recogniseByName(ValidationError, 'ValidationError');
  }
}

/** What a rejection says, whatever was thrown. */
export function messageOf(cause: unknown): string {
  return String((cause as { message?: unknown } | null)?.message ?? cause);
}

/**
 * Makes `instanceof` go by a brand that the prototype carries. A program may hold two copies of this package (ESM and
 * CommonJS, or two versions): each recognises the other's errors.
 */
export function recogniseByName(type: { readonly prototype: Error }, name: string): void {
  const brand = Symbol.for(`@agentstore/${name}`);
  Object.assign(type.prototype, { name, [brand]: true });
  Object.defineProperty(type, Symbol.hasInstance, {
    value(this: unknown, value: unknown): boolean {
      // A subclass of the user's inherits this method: the ordinary rule holds for it.
      return this === type ? brand in Object(value) : Function.prototype[Symbol.hasInstance].call(this, value);
    },
  });
}
