import type { DriverOptions } from '../driver/driver-options.ts';

export type MemoryConfig = DriverOptions;
