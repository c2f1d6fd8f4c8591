import { DriverChain } from '../chain/driver-chain.ts';
import type { StorageDriver } from '../driver/storage-driver.ts';
import { createDriver, expandSpec } from '../registry/create-driver.ts';
import { type DriverSpec, isDriver, type LinkSpec } from '../registry/driver-spec.ts';
import type { Config } from './config.ts';
import { resolveStorage, type StorageKind } from './resolve-storage.ts';

const kinds: readonly StorageKind[] = ['history', 'storage', 'usageStorage'];

/** The drivers of one store: equal specifications are one driver, also where they stand in different chains. */
export class DriverPool {
  readonly #config: Config;
  readonly #made = new Map<unknown, StorageDriver>();

  constructor(config: Config) {
    this.#config = config;
  }

  driver(spec: DriverSpec): StorageDriver {
    if (isDriver(spec)) return spec;
    const expanded = expandSpec(spec, this.#config);
    const key = poolKey(expanded) ?? spec;
    const driver = this.#made.get(key) ?? this.#make(expanded);
    this.#made.set(key, driver);
    return driver;
  }

  /** All drivers that the configuration names, each once. */
  configured(): StorageDriver[] {
    const providers = Object.values(this.#config.providers ?? {}).flatMap((provider) => Object.values(provider));
    const defaults = kinds.map((kind) => resolveStorage(this.#config, { kind }).spec);
    return [...new Set([...defaults, ...providers].map((spec) => this.driver(spec)))];
  }

  async flush(): Promise<void> {
    await Promise.all([...this.#made.values()].map((driver) => driver.flush()));
  }

  /** Closes all that were made, also where one fails to. */
  async close(): Promise<void> {
    const closed = await Promise.allSettled([...this.#made.values()].map((driver) => driver.close()));
    for (const result of closed) if (result.status === 'rejected') throw result.reason;
  }

  #make(expanded: ReturnType<typeof expandSpec>): StorageDriver {
    if (expanded.driver !== 'chain') return createDriver(expanded as DriverSpec, this.#config);
    // The pool's drivers go into the chain as instances, which it does not close.
    const drivers = (expanded.drivers as readonly LinkSpec[]).map((link) => this.#link(link));
    return new DriverChain({ ...expanded, drivers });
  }

  #link(spec: LinkSpec): LinkSpec {
    if (typeof spec !== 'object' || !('driver' in spec) || isDriver(spec)) return this.driver(spec as DriverSpec);
    if (typeof spec.driver === 'object') return spec;
    const { id, timeoutMs } = spec;
    return {
      driver: this.driver(spec as DriverSpec),
      ...(id !== undefined && { id }),
      ...(timeoutMs !== undefined && { timeoutMs }),
    };
  }
}

/** Equal for equal options; null where these hold more than plain values (a client, other drivers). */
function poolKey({ id: _, ...expanded }: { readonly [option: string]: unknown }): string | null {
  const options = Object.entries(expanded).sort(([a], [b]) => (a < b ? -1 : 1));
  return options.every(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    ? JSON.stringify(options)
    : null;
}
