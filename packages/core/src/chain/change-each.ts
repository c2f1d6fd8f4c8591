import type { DriverOperation, SessionIdentity } from '@agentstore/core';
import type { ChainState } from './chain-state.ts';
import { noteMissed } from './hints.ts';
import type { Link } from './link.ts';
import { type Settled, settle } from './settle.ts';

/** Changes a list in several links at once. That one missed it is noted before this resolves. */
export async function changeEach<T>(
  chain: ChainState,
  operation: DriverOperation,
  identity: SessionIdentity,
  links: readonly Link[],
  change: (link: Link) => Promise<T>,
): Promise<Settled<T>> {
  // A hint takes its time too: of a link that is slow it is left before it is known to fail.
  const early = new Map<Link, Promise<string>>();
  const ask = async (link: Link): Promise<T> => {
    const leave = link.whenSlow(() => {
      if (!chain.missed.has(link, identity)) early.set(link, chain.hints.add({ driver: link.id, key: identity.key }));
    });
    try {
      const value = await change(link);
      void early.get(link)?.then((hint) => chain.hints.dropSoon([hint]));
      return value;
    } finally {
      leave();
    }
  };
  const settled = await settle(links, ask, (failure) =>
    noteMissed(chain, operation, identity, failure, early.get(failure.link)),
  );
  // A link that came back meanwhile was found to have what the others had, when these had not taken the change either.
  const forgotten = settled.failures.filter(({ link }) => !chain.missed.has(link, identity));
  await Promise.all(forgotten.map((failure) => noteMissed(chain, operation, identity, failure)));
  return settled;
}
