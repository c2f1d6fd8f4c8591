import type { DriverOptions } from '@agentstore/core';

export interface LmdbConfig extends DriverOptions {
  /** Where the database lies: a file if its name has an extension (`memory.lmdb`), else a folder. Made when it is missing. */
  readonly path: string;
}

declare module '@agentstore/core' {
  interface DriverConfigs {
    lmdb: LmdbConfig;
  }
}
