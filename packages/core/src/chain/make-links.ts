import {
  type ChainConfig,
  ConfigError,
  checkDriverOptions,
  createDriver,
  type DriverSpec,
  type LinkSpec,
} from '@agentstore/core';
import { Link, type LinkCare, type LinkSettings } from './link.ts';

type Common = Pick<ChainConfig, 'timeoutMs'>;

/** ConfigError where there is no driver, where two have the same id, and for options that cannot be meant so. */
export function makeLinks({ drivers, timeoutMs }: ChainConfig, care: LinkCare): Link[] {
  if (!Array.isArray(drivers) || drivers.length === 0) throw new ConfigError('a chain needs at least one driver');
  const common: Common = timeoutMs === undefined ? {} : { timeoutMs };
  const links = drivers.map((spec: LinkSpec) => makeLink(spec, common, care));
  const ids = links.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) {
    throw new ConfigError(
      `two drivers of a chain are called "${twice}": give one an id, { driver: '${twice}', id: '...' }`,
    );
  }
  if (links.every(({ background }) => background)) {
    throw new ConfigError('a chain needs at least one driver that is not in the background');
  }
  return links;
}

function makeLink(spec: LinkSpec, common: Common, care: LinkCare): Link {
  if (!hasOptions(spec)) {
    const driver = createDriver(spec);
    return new Link(driver, checked({ ...common, isOwn: driver !== spec }), care);
  }
  const { id: _, background: __, ...own } = spec;
  const driver = createDriver(typeof own.driver === 'string' ? (own as DriverSpec) : own.driver);
  return new Link(driver, checked({ ...common, ...spec, isOwn: driver !== own.driver }), care);
}

function checked(settings: LinkSettings): LinkSettings {
  checkDriverOptions('chain', settings);
  const { background } = settings;
  if (background === undefined || typeof background === 'boolean') return settings;
  if (typeof background !== 'object' || background === null || Array.isArray(background)) {
    throw new ConfigError(`chain: background must be true, false or its options, not ${JSON.stringify(background)}`);
  }
  const { maxQueued = 1, whenFull = 'wait' } = background;
  if (!Number.isInteger(maxQueued) || maxQueued < 1) {
    throw new ConfigError(`chain: maxQueued must be a whole number of at least 1, not ${String(maxQueued)}`);
  }
  if (whenFull !== 'wait' && whenFull !== 'reject') {
    throw new ConfigError(`chain: whenFull must be 'wait' or 'reject', not ${JSON.stringify(whenFull)}`);
  }
  return settings;
}

/** `{ driver, ...options }`: an instance may have a field of that name as well. */
function hasOptions(link: LinkSpec): link is Extract<LinkSpec, { driver: unknown }> {
  return typeof link === 'object' && link !== null && 'driver' in link && !('read' in link);
}
