import type { AgentStorage } from '../agent/agent.ts';
import type { LinkOptions } from '../chain/chain-config.ts';
import { allSettled } from '../driver/all-settled.ts';
import type { StorageDriver } from '../driver/storage-driver.ts';
import { createDriver, type ExpandedSpec, expandSpec } from '../registry/create-driver.ts';
import { type DriverSpec, isDriver, isLinkOfInstance, type LinkSpec } from '../registry/driver-spec.ts';
import type { Config } from './config.ts';
import { resolveStorage, type StorageKind } from './resolve-storage.ts';

const kinds: readonly StorageKind[] = ['history', 'storage', 'usageStorage'];

/** The drivers of one store: equal specifications are one driver, also where they stand in different chains. */
export class DriverPool {
  readonly #config: Config;
  readonly #made = new Map<string, StorageDriver>();
  /** Those that keep lists by themselves, and not only as a chain's link. */
  readonly #used = new Set<StorageDriver>();

  constructor(config: Config) {
    this.#config = config;
  }

  driver(spec: DriverSpec): StorageDriver {
    const driver = this.#driver(spec);
    this.#used.add(driver);
    return driver;
  }

  /** All drivers that the configuration names, that were asked for, or that the agent would use, each once. */
  all(agent: AgentStorage = {}): StorageDriver[] {
    for (const place of [{}, ...Object.values(this.#config.providers ?? {}), agent]) {
      for (const kind of kinds) this.driver(resolveStorage(this.#config, { kind, agent: place }).spec);
    }
    return [...this.#used];
  }

  flush(): Promise<void> {
    return allSettled([...this.#made.values()].map((driver) => driver.flush()));
  }

  /** Closes all that were made, also where one fails to. */
  close(): Promise<void> {
    return allSettled([...this.#made.values()].map((driver) => driver.close()));
  }

  #driver(spec: DriverSpec): StorageDriver {
    if (isDriver(spec)) return spec;
    // What a link is called in its chain is no other driver.
    const { id: _, ...expanded } = expandSpec(spec, this.#config);
    const key = textOf(expanded);
    const driver = this.#made.get(key) ?? this.#make(expanded);
    this.#made.set(key, driver);
    return driver;
  }

  #make(expanded: ExpandedSpec): StorageDriver {
    const { drivers } = expanded;
    // The pool's drivers go into the chain as instances, which it does not close.
    const links = Array.isArray(drivers) && { drivers: drivers.map((link) => this.#link(link)) };
    return createDriver({ ...expanded, ...links } as DriverSpec);
  }

  #link(spec: LinkSpec): LinkSpec {
    if (isLinkOfInstance(spec)) return spec;
    const { id, timeoutMs } = spec as LinkOptions;
    return {
      driver: this.#driver(spec),
      ...(id !== undefined && { id }),
      ...(timeoutMs !== undefined && { timeoutMs }),
    };
  }
}

/** What stands in a specification and is no plain value (a client, a driver) counts by a number of its own. */
const numbers = new WeakMap<object, number>();
let counted = 0;

/** Equal for equal options, in whatever order they were written. */
function textOf(spec: ExpandedSpec): string {
  return JSON.stringify(spec, (_, value: unknown) => {
    if (Object(value) !== value || Array.isArray(value)) return value;
    const known = value as object;
    if (Object.getPrototypeOf(known) === Object.prototype) return Object.fromEntries(Object.entries(known).sort());
    const number = numbers.get(known) ?? ++counted;
    numbers.set(known, number);
    return { '': number };
  });
}
