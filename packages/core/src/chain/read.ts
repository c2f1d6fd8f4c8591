import type { DriverOperation, Item, SessionIdentity } from '@agentstore/core';
import { isComplete } from '../journal/journal.ts';
import { hasExpiredTombstone, visible } from '../journal/tombstone.ts';
import type { ChainState } from './chain-state.ts';
import { fill } from './fill.ts';
import { apart, type FirstAnswer, readFirst, readFirstEnd } from './first-answer.ts';
import { type Gathered, gather, holdAcknowledged, isAll, mark, refuseGuess } from './gather.ts';
import { learnHintsInTime } from './learn-hints.ts';
import { look } from './look.ts';
import { mendBy } from './mend.ts';
import { sweepSoon } from './sweep.ts';

/**
 * What the first driver holds that has the whole list. Where this process has not compared the drivers lately it does so at
 * the same time; where they differ, what they hold together is the answer.
 */
export async function readComplete(chain: ChainState, identity: SessionIdentity): Promise<Item[] | null> {
  const list = chain.reads === 'merged' ? apart : await besideLook(chain, 'read', identity, readFirst(chain, identity));
  return shown(chain, identity, list === apart ? await readTogether(chain, 'read', identity) : list);
}

/** The last items from the first link whose end shows no gap; where none does, from the whole list. */
export async function readEnd(chain: ChainState, identity: SessionIdentity, count: number): Promise<Item[] | null> {
  const end =
    chain.reads === 'merged'
      ? apart
      : await besideLook(chain, 'readLast', identity, readFirstEnd(chain, identity, count));
  if (end !== apart) return shown(chain, identity, end);
  const list = shown(chain, identity, await readTogether(chain, 'readLast', identity));
  return list && (count > 0 ? list.slice(-count) : []);
}

/** Waits for a read, and for a look at the drivers' ends where that is due. */
async function besideLook(
  chain: ChainState,
  operation: DriverOperation,
  identity: SessionIdentity,
  reading: Promise<FirstAnswer>,
): Promise<FirstAnswer['list']> {
  const [read, found] = await Promise.allSettled([reading, look(chain, identity)]);
  if (found.status === 'rejected') throw found.reason;
  if (found.value.state === 'differ') return apart;
  if (read.status === 'rejected') throw read.reason;
  const { list, link, failures, poorer } = read.value;
  if (list === apart) return apart;
  if (link && failures.length > 0) {
    const causes = failures.map(({ cause }) => cause);
    chain.events.emit('failover', { operation, identity: identity.key, driver: link.id, causes });
  } else if (found.value.state === 'unknown') mark(chain, operation, identity, found.value.failures);
  if (list && operation === 'read') fill(chain, identity, poorer, list);
  return list;
}

/** What the links hold together, and hold from then on. */
async function readTogether(
  chain: ChainState,
  operation: DriverOperation,
  identity: SessionIdentity,
): Promise<Item[] | null> {
  const begun = chain.agreements.begin();
  let [gathered] = await Promise.all([gather(chain, identity), learnHintsInTime(chain)]);
  // A link in the background may have what caches do not have any more, or what the others missed.
  const hasMissed = chain.foreground.some((link) => chain.missed.has(link, identity));
  const { union: held } = gathered;
  const isFound = held !== null && isComplete(held) && chain.newest.isIn(held, identity) && !hasMissed;
  if (!isFound || !isAll(chain, identity, gathered)) gathered = await gather(chain, identity, chain.links);
  const { answers, failures, union } = gathered;
  if (!isAll(chain, identity, gathered)) refuseGuess(operation, identity, failures);
  await waitAWhile(chain, identity, gathered, mendBy(chain, identity, gathered, begun));
  if (!holdAcknowledged(chain, answers)) mark(chain, operation, identity, failures);
  return union;
}

/** Until the drivers hold it too, but not for the deadline of one that is slow: it goes on being mended, and is not believed until then. */
function waitAWhile(
  chain: ChainState,
  identity: SessionIdentity,
  { answers }: Gathered,
  mending: Promise<unknown>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = answers[0]?.link.whenSlow(() => {
      chain.upkeep.start({ work: 'hand-over', driver: null, identity: identity.key }, () => mending);
      resolve();
    });
    mending.then(() => resolve(), reject).finally(() => leave?.());
  });
}

function shown(chain: ChainState, identity: SessionIdentity, list: Item[] | null): Item[] | null {
  chain.newest.note(identity, list);
  if (list && hasExpiredTombstone(list, chain.id, chain.removals.lifeMs)) sweepSoon(chain, identity);
  return visible(list, chain.id);
}
