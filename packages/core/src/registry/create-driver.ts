import type { ChainConfig } from '../chain/chain-config.ts';
import { DriverChain } from '../chain/driver-chain.ts';
import type { Config } from '../config/config.ts';
import type { StorageDriver } from '../driver/storage-driver.ts';
import { ConfigError } from '../errors.ts';
import { making } from './driver-of.ts';
import { isInstalled, loadDriver } from './driver-package.ts';
import { type DriverName, type DriverSpec, isDriver } from './driver-spec.ts';
import { LazyDriver } from './lazy-driver.ts';
import { registeredDriver, registeredNames } from './registry.ts';
import { unknownDriver } from './unknown-driver.ts';

/**
 * The driver that a specification names, made now; an instance is itself. Nothing is connected or loaded: a name that is
 * not registered gives a driver that loads its package on first use, and `setup()` loads it at once.
 */
export function createDriver(spec: DriverSpec, config: Config = {}): StorageDriver {
  if (isDriver(spec)) return spec;
  const { driver: name, ...options } = expandSpec(spec, config);
  if (name === 'chain') return new DriverChain(options as unknown as ChainConfig, config);
  const registered = registeredDriver(name);
  return registered
    ? registered.make(options)
    : new LazyDriver(name, async () => (await loadDriver(name)).make(options));
}

making.createDriver = createDriver;

/** A specification in its longest form: the name beside all options, those of the place before the config's. */
export function expandSpec(
  spec: Exclude<DriverSpec, StorageDriver>,
  config: Config,
): { readonly driver: DriverName; readonly [option: string]: unknown } {
  if (typeof spec === 'string') return { ...config.drivers?.[spec], driver: spec };
  if (Array.isArray(spec)) return { ...config.drivers?.chain, driver: 'chain', drivers: spec };
  if (typeof spec === 'object' && spec && 'driver' in spec && typeof spec.driver === 'string') {
    return { ...config.drivers?.[spec.driver], ...spec };
  }
  throw new ConfigError(
    `a driver is a name, { driver: name, ...options }, an instance, or a list of those, not ${spec === null ? null : typeof spec}`,
  );
}

/** Accepts a driver's name from outside (environment, JSON). ConfigError, with the nearest spelling, for any other text. */
export function driverName(value: string): DriverName {
  if (registeredNames().includes(value) || isInstalled(value)) return value as DriverName;
  throw unknownDriver(value);
}
