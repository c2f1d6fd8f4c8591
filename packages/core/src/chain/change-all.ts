import { type DriverOperation, inTurn, type SessionIdentity, type StorageDriver } from '@agentstore/core';
import type { ChainState } from './chain-state.ts';
import type { Link } from './link.ts';
import type { MissedChange } from './missed-changes.ts';
import { type Failure, settle, throwFailures } from './settle.ts';

/** Writes or appends to all links at once. Acknowledged when `minWrites` of them did; what the others missed is noted. */
export async function changeAll(
  chain: ChainState,
  operation: 'write' | 'append',
  identity: SessionIdentity,
  work: (driver: StorageDriver) => Promise<void>,
): Promise<void> {
  const { answers, failures } = await settle(chain.links, async (link) => {
    if (chain.missed.of(link, identity) === 'remove')
      await inTurn(link, identity.key, () => catchUp(chain, link, identity));
    await link.call(operation, identity, work);
    if (operation === 'write' && chain.missed.forget(link, identity)) {
      chain.events.emit('repaired', { identity: identity.key, driver: link.id });
    }
  });
  noteMissed(chain, operation, identity, failures, 'write');
  requireWrites(chain, operation, identity, answers.length, failures);
}

/** Removes what the link should have removed, once: changes that come together must not remove each other's. */
async function catchUp(chain: ChainState, link: Link, identity: SessionIdentity): Promise<void> {
  if (chain.missed.of(link, identity) !== 'remove') return;
  await link.call('remove', identity, (driver) => driver.remove(identity));
  // It lacks what was written since the removal.
  chain.missed.forget(link, identity);
  chain.missed.note(link, identity, 'write');
}

/** Removes from all links. One that could not leaves the removal undone, though nobody sees the list any more. */
export async function removeAll(chain: ChainState, identity: SessionIdentity): Promise<void> {
  const { answers, failures } = await settle(chain.links, (link) =>
    link.call('remove', identity, (driver) => driver.remove(identity)),
  );
  for (const { link } of answers) chain.missed.forget(link, identity);
  noteMissed(chain, 'remove', identity, failures, 'remove');
  const holders = failures.map(({ link }) => link.id).join(', ');
  throwFailures('remove', identity, `these still hold data, remove again when they are back (${holders}):`, failures);
}

export function noteMissed(
  chain: ChainState,
  operation: DriverOperation,
  identity: SessionIdentity,
  failures: readonly Failure[],
  change: MissedChange,
): void {
  for (const { link, cause } of failures) {
    chain.missed.note(link, identity, change);
    chain.events.emit('degraded', { operation, identity: identity.key, driver: link.id, cause });
  }
}

/** ChainError where fewer links acknowledged than must. */
export function requireWrites(
  chain: ChainState,
  operation: DriverOperation,
  identity: SessionIdentity,
  acknowledged: number,
  failures: readonly Failure[],
): void {
  if (acknowledged >= chain.minWrites) return;
  const reason =
    `${acknowledged} of ${chain.links.length} drivers stored it and ${chain.minWrites} must ` +
    '(a Storage sends it again with save()):';
  throwFailures(operation, identity, reason, failures);
}
