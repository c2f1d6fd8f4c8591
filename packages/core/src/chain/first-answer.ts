import type { DriverOperation, Item, SessionIdentity } from '@agentstore/core';
import { isTombstone } from '../journal/tombstone.ts';
import { isWhole, isWholeEnd, trustIn } from './believe.ts';
import type { ChainState } from './chain-state.ts';
import { mayTellNone, refuseGuess } from './gather.ts';
import type { Link } from './link.ts';
import type { Failure } from './settle.ts';

/** No driver alone has the answer. */
export const apart = Symbol('apart');

/** What the first link said that could. */
export interface FirstAnswer {
  readonly list: Item[] | null | typeof apart;
  /** Who said so; null: all that answered have nothing. */
  readonly link: Link | null;
  /** Of those that were asked before. */
  readonly failures: readonly Failure[];
  /** Those asked before that have nothing, or not all. */
  readonly poorer: readonly Link[];
}

/** The first complete list of a link that missed nothing: null, an incomplete list and a failure move on. */
export function readFirst(chain: ChainState, identity: SessionIdentity): Promise<FirstAnswer> {
  return firstOf(chain, 'read', identity, async (link) => {
    const isTrusted = trustIn(chain, link, identity);
    const list = await link.call('read', identity, (driver) => driver.read(identity));
    return list === null || (isTrusted() && isWhole(chain, identity, list)) ? list : apart;
  });
}

/** The last items of the first such list. */
export function readFirstEnd(chain: ChainState, identity: SessionIdentity, count: number): Promise<FirstAnswer> {
  return firstOf(chain, 'readLast', identity, async (link) => {
    const isTrusted = trustIn(chain, link, identity);
    const end = await link.call('readLast', identity, (driver) => driver.readLast(identity, count));
    if (end === null) return null;
    if (!isTrusted()) return apart;
    if (end.length < count) return isWhole(chain, identity, end) ? end : apart;
    // It takes the place of an item that should be shown.
    if (end.some((item) => isTombstone(item, chain.id))) return apart;
    return isWholeEnd(chain, identity, end) ? end : apart;
  });
}

async function firstOf(
  chain: ChainState,
  operation: DriverOperation,
  identity: SessionIdentity,
  ask: (link: Link) => Promise<Item[] | null | typeof apart>,
): Promise<FirstAnswer> {
  const failures: Failure[] = [];
  const poorer: Link[] = [];
  let hasParts = false;
  const links = [...chain.foreground, ...chain.links.filter(({ background }) => background)];
  const answers = new Map<Link, ReturnType<typeof ask>>();
  for (const [place, link] of links.entries()) {
    const answer = answers.get(link) ?? ask(link);
    // What the next one has takes its time too: where this one is slow, it is asked before this one is known to fail.
    const next = links[place + 1];
    const leave = next && link.whenSlow(() => answers.set(next, settled(ask(next))));
    try {
      const list = await answer;
      if (list !== null && list !== apart) return { list, link, failures, poorer };
      hasParts ||= list === apart;
      poorer.push(link);
    } catch (cause) {
      failures.push({ link, cause: cause as Failure['cause'] });
    } finally {
      leave?.();
    }
  }
  if (hasParts) return { list: apart, link: null, failures, poorer };
  const silent = poorer.map((link) => ({ link }));
  if (!mayTellNone(chain, identity, silent)) refuseGuess(operation, identity, failures);
  return { list: null, link: null, failures: [], poorer };
}

/** Nobody may wait for it in the end. */
function settled<T>(answer: Promise<T>): Promise<T> {
  answer.catch(() => {});
  return answer;
}
