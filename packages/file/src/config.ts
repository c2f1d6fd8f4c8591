import type { DriverOptions } from '@agentstore/core';

export interface FileConfig extends DriverOptions {
  /** Where the lists lie, relative to the working directory. Made when it is missing; never left by any identity. */
  readonly directory: string;
  /**
   * Whether a change is forced to the disk before it is acknowledged. `false` is faster and survives a killed process, but
   * not a power cut or a crash of the operating system, which may lose the last seconds. Default: true.
   */
  readonly fsync?: boolean;
}

declare module '@agentstore/core' {
  interface DriverConfigs {
    file: FileConfig;
  }
}
