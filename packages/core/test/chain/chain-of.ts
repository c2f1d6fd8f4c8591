import { type ChainEvents, DriverChain } from '../../src/chain/index.ts';
import { type ChainOptions, type Item, type LinkSpec, SessionIdentity } from '../../src/index.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { fold } from '../../src/journal/journal.ts';
import { mintRevision, type Revision, timeOf } from '../../src/journal/revision.ts';
import { FaultyDriver } from '../faulty-driver.ts';

export const identity = new SessionIdentity({ agentName: 'support', userId: 'u1', chatName: 'c1', scope: 'notes' });

/** Short: what hangs in a test hangs for ever. */
const timeoutMs = 60;

const opened: DriverChain[] = [];
afterEach(async () => {
  await Promise.allSettled(opened.splice(0).map((chain) => chain.close()));
});

export interface Chained {
  readonly chain: DriverChain;
  readonly a: FaultyDriver;
  readonly b: FaultyDriver;
  readonly c: FaultyDriver;
  readonly events: readonly { readonly name: keyof ChainEvents; readonly driver?: string }[];
}

/** A chain of three drivers called a, b and c, and what it told. */
export function chainOf(options: ChainOptions = {}): Chained {
  return process(new FaultyDriver(), new FaultyDriver(), new FaultyDriver(), options);
}

/** Another process with a chain of the same drivers: it knows nothing of what the first one met. */
export function process(a: FaultyDriver, b: FaultyDriver, c: FaultyDriver, options: ChainOptions = {}): Chained {
  const drivers = Object.entries({ a, b, c }).map(([id, driver]) => ({ id, driver }));
  return { ...chainWith(drivers, options), a, b, c };
}

/** A chain of any links, and what it told. */
export function chainWith(drivers: readonly LinkSpec[], options: ChainOptions = {}): Pick<Chained, 'chain' | 'events'> {
  const chain = new DriverChain({ timeoutMs, ...options, drivers });
  opened.push(chain);
  const events: { name: keyof ChainEvents; driver?: string }[] = [];
  for (const name of ['failover', 'degraded', 'repaired', 'conflict', 'recovered'] as const) {
    chain.on(name, (event) => events.push({ name, ...('driver' in event && { driver: event.driver }) }));
  }
  return { chain, events };
}

export function entry(text: string, after: Revision | null = null): Entry {
  return { _rev: mintRevision(), items: [{ text }], after };
}

/** The texts of the items that are alive in a list. */
export function textsIn(list: readonly Item[] | null): unknown[] | null {
  return list && fold(list).map(({ item }) => item.text);
}

/** What the drivers hold. */
export async function holdings(...drivers: readonly FaultyDriver[]): Promise<(unknown[] | null)[]> {
  return Promise.all(drivers.map(async (driver) => textsIn(await driver.read(identity))));
}

/** Resolves once all drivers are up, and have what they missed. */
export async function recovered(chain: DriverChain): Promise<void> {
  while (chain.status().some(({ state }) => state !== 'up')) {
    await new Promise((resolve) => {
      const stop = chain.on('recovered', () => {
        stop();
        resolve(null);
      });
    });
  }
}

/** A clock that stands until it is set on. It begins where revisions are: these never go back, whatever an earlier test did. */
export function fakeClock(): void {
  jest.useFakeTimers({ now: timeOf(mintRevision()) });
}
