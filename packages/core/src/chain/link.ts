import {
  type ChainConfig,
  ConfigError,
  checkDriverOptions,
  createDriver,
  DriverError,
  type DriverOperation,
  type DriverSpec,
  type Item,
  keepRefusal,
  type LinkOptions,
  type LinkSpec,
  type SessionIdentity,
  type StorageDriver,
  withDeadline,
} from '@agentstore/core';

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
export function makeLinks({ drivers, timeoutMs }: ChainConfig): Link[] {
  if (!Array.isArray(drivers) || drivers.length === 0) throw new ConfigError('a chain needs at least one driver');
  const links = drivers.map((spec: LinkSpec) => makeLink(spec, timeoutMs === undefined ? {} : { timeoutMs }));
  const ids = links.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice === undefined) return links;
  throw new ConfigError(
    `two drivers of a chain are called "${twice}": give one an id, { driver: '${twice}', id: '...' }`,
  );
}

function makeLink(link: LinkSpec, common: LinkOptions): Link {
  if (!hasOptions(link)) {
    const driver = createDriver(link);
    return new Link(driver, common, driver !== link);
  }
  const { id: _, ...spec } = link;
  const driver = createDriver(typeof spec.driver === 'string' ? (spec as DriverSpec) : spec.driver);
  return new Link(driver, { ...common, ...link }, driver !== spec.driver);
}

/** `{ driver, ...options }`: an instance may have a field of that name as well. */
function hasOptions(link: LinkSpec): link is Extract<LinkSpec, { driver: unknown }> {
  return typeof link === 'object' && link !== null && 'driver' in link && !('read' in link);
}
