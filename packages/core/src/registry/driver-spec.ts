import type { ChainOptions, LinkOptions } from '../chain/chain-config.ts';
import type { StorageDriver } from '../driver/storage-driver.ts';
import type { MemoryConfig } from '../memory/config.ts';

/**
 * The drivers that can be named and what each takes. Driver packages add theirs:
 * `declare module '@agentstore/core' { interface DriverConfigs { redis: RedisConfig } }`.
 */
export interface DriverConfigs {
  memory: MemoryConfig;
  chain: ChainOptions & { readonly drivers: readonly LinkSpec[] };
}

export type DriverName = keyof DriverConfigs;

export type NamedDriver = {
  [N in DriverName]: { readonly driver: N } & DriverConfigs[N] & LinkOptions;
}[DriverName];

/** Wherever a driver is expected: a name, a name with its config, an instance, or a list of those, which is a chain. */
export type DriverSpec = DriverName | NamedDriver | StorageDriver | readonly LinkSpec[];

/** A driver in a chain: any of the above, or an instance with an id or a deadline of its own. */
export type LinkSpec = DriverSpec | LinkOfInstance;

/** A link that needs no making. */
export type LinkOfInstance = StorageDriver | ({ readonly driver: StorageDriver } & LinkOptions);

/** What the registry asks of a driver's class; StorageDriver has it. */
export interface DriverType<C> {
  make(config: C): StorageDriver;
}

export function isLinkOfInstance(link: LinkSpec): link is LinkOfInstance {
  return isDriver(link) || isDriver((link as { driver?: unknown } | null)?.driver);
}

/** An instance, perhaps of another copy of this package: it goes by what it can do. */
export function isDriver(spec: unknown): spec is StorageDriver {
  return typeof (spec as StorageDriver | undefined)?.read === 'function';
}
