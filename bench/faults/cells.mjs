import { chains } from './backend.mjs';
import { faults } from './faults.mjs';

/** Those that fit into a test, by chain, fault and driver. */
const quick = [
  ['Redis + file', 'kill, start with its disk', 'redis'],
  ['Redis + file', 'replies are swallowed', 'redis'],
  ['Redis + S3', 'restart empty', 'redis'],
];

/**
 * All cells of the table, or some: in each, a fault befalls one driver of a chain, or those who use it.
 *
 * @param {{ only?: string, fault?: string, quick?: boolean }} options
 */
export function cellsFor(options) {
  const all = chains.flatMap((chain) => faults.flatMap((fault) => cellsOf(chain, fault)));
  const cells = all.filter(
    ({ chain, fault, driver }) =>
      matches(chain.name, options.only) &&
      matches(fault.name, options.fault) &&
      (!options.quick || quick.some((names) => `${names}` === `${[chain.name, fault.name, driver]}`)),
  );
  if (cells.length > 0) return cells;
  const names = (list) => list.map(({ name }) => `  ${name}`).join('\n');
  throw new Error(`nothing is called so. Chains:\n${names(chains)}\nFaults:\n${names(faults)}`);
}

function cellsOf(chain, fault) {
  if (fault.ofAll) return [{ chain, fault, at: 0, driver: fault.needs === 'clock' ? 'the process' : '-', unfit: null }];
  return chain.drivers.map((driver, at) => ({ chain, fault, at, driver, unfit: fault.unfit(driver) }));
}

/** Names are long: a part of one is enough. */
function matches(name, part) {
  return part === undefined || name.toLowerCase().includes(part.toLowerCase());
}
