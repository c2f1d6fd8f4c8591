import type { ConformanceOptions } from '@agentstore/conformance';
import type { DriverOptions } from '@agentstore/core';
import type { Connection } from '../tiny/backend.ts';
import type { TinyDriver } from '../tiny/driver.ts';

/** A driver with one fault, and the case that must find it. */
export interface Fault {
  /** Its name says what is wrong with it. */
  readonly driver: new (
    connection: Connection,
    options?: DriverOptions,
  ) => TinyDriver;
  /** The title of the case that names the fault. */
  readonly fault: string;
  /** What else cannot hold where that does not. */
  readonly also?: readonly (string | RegExp)[];
  /** What it calls native, where that is not everything. */
  readonly native?: ConformanceOptions['native'];
}
