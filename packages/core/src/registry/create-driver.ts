import type { LinkOptions } from '../chain/chain-config.ts';
import type { Config } from '../config/config.ts';
import type { StorageDriver } from '../driver/storage-driver.ts';
import { ConfigError } from '../errors.ts';
import { making } from './driver-of.ts';
import { isInstalled, loadDriver } from './driver-package.ts';
import {
  type DriverName,
  type DriverSpec,
  isDriver,
  isLinkOfInstance,
  type LinkOfInstance,
  type LinkSpec,
  type NamedDriver,
} from './driver-spec.ts';
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
  const registered = registeredDriver(name);
  return registered
    ? registered.make(options)
    : new LazyDriver(name, async () => (await loadDriver(name)).make(options));
}

making.createDriver = createDriver;

/** A driver's name beside all that it takes. */
export interface ExpandedSpec extends LinkOptions {
  readonly driver: DriverName;
  readonly [option: string]: unknown;
}

/** A specification in its longest form: options of the place before the config's, also for each link of a chain. */
export function expandSpec(spec: Exclude<DriverSpec, StorageDriver>, config: Config): ExpandedSpec {
  if (typeof spec === 'string') return expandSpec({ driver: spec } as NamedDriver, config);
  if (Array.isArray(spec)) return expandSpec({ driver: 'chain', drivers: spec }, config);
  if (typeof spec === 'object' && spec && 'driver' in spec && typeof spec.driver === 'string') {
    const expanded: ExpandedSpec = { ...config.drivers?.[spec.driver], ...spec };
    return spec.driver === 'chain' ? { ...expanded, drivers: expandLinks(expanded.drivers, config) } : expanded;
  }
  throw new ConfigError(
    `a driver is a name, { driver: name, ...options }, an instance, or a list of those, not ${spec === null ? null : typeof spec}`,
  );
}

function expandLinks(drivers: unknown, config: Config): (ExpandedSpec | LinkOfInstance)[] {
  if (!Array.isArray(drivers) || drivers.length === 0) throw new ConfigError('a chain needs at least one driver');
  return drivers.map((link: LinkSpec) => (isLinkOfInstance(link) ? link : expandSpec(link, config)));
}

/** Accepts a driver's name from outside (environment, JSON). ConfigError, with the nearest spelling, for any other text. */
export function driverName(value: string): DriverName {
  // A variable of the environment may be undefined, whatever the types say.
  const name = String(value);
  if (registeredNames().includes(name) || isInstalled(name)) return name as DriverName;
  throw unknownDriver(name);
}
