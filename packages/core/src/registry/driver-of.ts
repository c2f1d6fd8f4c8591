import type { StorageDriver } from '../driver/storage-driver.ts';
import { ConfigError } from '../errors.ts';
import { type DriverSpec, isDriver } from './driver-spec.ts';

/** How names become drivers, once create-driver.ts is loaded: importing this package loads it. */
export const making: { createDriver: ((spec: DriverSpec) => StorageDriver) | null } = { createDriver: null };

/**
 * The driver for a storage. It reaches createDriver() by `making`, so that a bundled program which passes instances alone
 * carries neither the chain nor the search for packages.
 */
export function driverOf(spec: DriverSpec): StorageDriver {
  if (isDriver(spec)) return spec;
  if (making.createDriver) return making.createDriver(spec);
  throw new ConfigError('without createDriver() pass an instance');
}
