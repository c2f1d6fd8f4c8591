import type { ChildProcess } from 'node:child_process';
import type { DriverOptions, SessionIdentity, StorageDriver } from '@agentstore/core';

/** The methods that the base class has in a slower form, which holds within one instance of a driver. */
export type NativeMethod = 'append' | 'update' | 'readLast' | 'list';

/** What the suite must know about a driver. Each optional part that is given brings its cases. */
export interface ConformanceOptions {
  /**
   * A driver that is ready for use (set up), always on the same backend: what one stored, all others find. Where that
   * lies within the process, it is the same instance each time, one for each set of options.
   */
  readonly create: (options?: DriverOptions) => StorageDriver | Promise<StorageDriver>;
  /** What the driver does by itself, and so among any number of instances and processes. Default: none. */
  readonly native?: readonly NativeMethod[];
  /**
   * Starts a process with `fork` of `node:child_process`, whose program calls `takePart` with a driver on the same
   * backend. Left out, a driver is tested within one process.
   */
  readonly startProcess?: () => ChildProcess;
  /** The names of all that the backend still holds for an identity: chunks, index rows, locks, temporary files. */
  readonly leftovers?: (identity: SessionIdentity) => Promise<readonly string[]>;
  /** A driver on a backend of its own, or behind a proxy of its own, that can be made to fail. */
  readonly breakable?: () => BreakableDriver | Promise<BreakableDriver>;
  readonly sizes?: Partial<Sizes>;
}

export interface BreakableDriver {
  readonly driver: StorageDriver;
  /** From now on, every operation fails. */
  break(): Promise<void>;
  /** The backend is back, with what it held. */
  mend(): Promise<void>;
}

export interface Sizes {
  /** In bytes: the biggest item. Default: 5,000,000. */
  readonly itemBytes: number;
  /** In bytes: the biggest list. Default: 50,000,000. */
  readonly listBytes: number;
}
