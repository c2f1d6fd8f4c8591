import type { Config } from '../config/config.ts';
import { withDeadline } from '../driver/deadline.ts';
import { checkDriverOptions } from '../driver/driver-options.ts';
import { keepRefusal } from '../driver/keep-refusal.ts';
import type { StorageDriver } from '../driver/storage-driver.ts';
import { ConfigError, DriverError, type DriverOperation } from '../errors.ts';
import type { SessionIdentity } from '../identity/session-identity.ts';
import type { Item } from '../item.ts';
import { createDriver } from '../registry/create-driver.ts';
import { isDriver, type LinkSpec } from '../registry/driver-spec.ts';
import type { ChainConfig, LinkOptions } from './chain-config.ts';

const defaultTimeoutMs = 5_000;

/** A driver's place in a chain: what is asked of it has a deadline, and what fails names it. */
export class Link {
  readonly id: string;
  readonly driver: StorageDriver;
  /** Whether the chain made the driver, and so closes it. */
  readonly isOwn: boolean;
  readonly #timeoutMs: number;

  constructor(driver: StorageDriver, options: LinkOptions, isOwn: boolean) {
    checkDriverOptions('chain', options);
    this.driver = driver;
    this.id = options.id ?? driver.name;
    this.isOwn = isOwn;
    this.#timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  }

  async call<T>(
    operation: DriverOperation,
    identity: SessionIdentity | null,
    work: (driver: StorageDriver) => Promise<T>,
  ): Promise<T> {
    const details = { driver: this.id, operation, ...(identity && { identity: identity.key }) };
    try {
      return await withDeadline(work(this.driver), this.#timeoutMs, details);
    } catch (cause) {
      // Two links of a chain may be two drivers of one name: errors name the link.
      if (!(cause instanceof DriverError) || cause.driver === this.id) throw DriverError.from(cause, details);
      throw new DriverError({ ...details, code: cause.code, reason: cause.reason, cause });
    }
  }

  update(identity: SessionIdentity, change: (items: Item[] | null) => Item[] | null): Promise<Item[] | null> {
    return keepRefusal(change, (attempt) =>
      this.call('update', identity, (driver) => driver.update(identity, attempt)),
    );
  }
}

/** ConfigError where there is no driver, or where two have the same id. */
export function makeLinks({ drivers, timeoutMs }: ChainConfig, defaults: Config): Link[] {
  if (!Array.isArray(drivers) || drivers.length === 0) throw new ConfigError('a chain needs at least one driver');
  const links = drivers.map((spec) => makeLink(spec, timeoutMs, defaults));
  const ids = links.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice === undefined) return links;
  throw new ConfigError(
    `two drivers of a chain are called "${twice}": give one an id, { driver: '${twice}', id: '...' }`,
  );
}

function makeLink(spec: LinkSpec, timeoutMs: number | undefined, defaults: Config): Link {
  const common = timeoutMs === undefined ? {} : { timeoutMs };
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec) || isDriver(spec)) {
    return new Link(createDriver(spec, defaults), common, !isDriver(spec));
  }
  const { id, ...own } = spec as Exclude<typeof spec, readonly LinkSpec[]>;
  const options = { ...common, ...own, ...(id !== undefined && { id }) };
  if (typeof own.driver === 'object') return new Link(own.driver, options, false);
  return new Link(createDriver(own, defaults), options, true);
}
