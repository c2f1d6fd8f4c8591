import {
  type AgentStoreError,
  ChainError,
  type IdentityFilter,
  type Item,
  type SessionIdentity,
} from '@agentstore/core';
import { isJournal } from '../journal/entry.ts';
import { isComplete } from '../journal/journal.ts';
import type { ChainState } from './chain-state.ts';
import { type Gathered, gather } from './gather.ts';
import { listAll } from './list.ts';
import { mendBy } from './mend.ts';
import { haveSameEntries, lacking } from './same-entries.ts';

/** What one driver holds of a list. */
export interface Holding {
  /** The driver's id in the chain. */
  readonly driver: string;
  /** `incomplete`: what it has tells that there is more; `absent`: it has no list. */
  readonly state: 'complete' | 'incomplete' | 'absent' | 'unreachable';
  /** How many entries it lacks of what the drivers hold together. */
  readonly missing: number;
  /** How many entries it holds that were replaced or removed elsewhere. */
  readonly surplus: number;
  /** Why it could not be asked. */
  readonly cause: AgentStoreError | null;
}

export interface Verification {
  readonly identity: SessionIdentity;
  /** Whether all drivers were asked, and hold the same. */
  readonly agree: boolean;
  /** In the chain's order. */
  readonly drivers: readonly Holding[];
}

export interface VerificationProgress extends Verification {
  /** How many lists were seen to, this one included. */
  readonly done: number;
  readonly total: number;
}

/** What differs between the drivers, wherever in the list. Changes nothing. */
export async function verify(chain: ChainState, identity: SessionIdentity): Promise<Verification> {
  return compare(chain, identity, await gather(chain, identity, chain.links));
}

/** Makes the drivers hold the same, and tells what they hold then. */
export async function repair(chain: ChainState, identity: SessionIdentity): Promise<Verification> {
  const begun = chain.agreements.begin();
  await mendBy(chain, identity, await gather(chain, identity, chain.links), begun);
  return verify(chain, identity);
}

/**
 * The same for all lists that match, one after another. Where a driver cannot say all that it holds, that is an error after
 * what is known was seen to.
 */
export async function* forEach(
  chain: ChainState,
  filter: IdentityFilter | undefined,
  work: (chain: ChainState, identity: SessionIdentity) => Promise<Verification>,
): AsyncGenerator<VerificationProgress> {
  const identities: SessionIdentity[] = [];
  let failure: unknown;
  try {
    for await (const identity of listAll(chain, filter)) identities.push(identity);
  } catch (error) {
    // A filter that cannot be meant so is no failure of a driver.
    if (!(error instanceof ChainError)) throw error;
    failure = error;
  }
  for (const [at, identity] of identities.entries()) {
    yield { ...(await work(chain, identity)), done: at + 1, total: identities.length };
  }
  if (failure) throw failure;
}

function compare(chain: ChainState, identity: SessionIdentity, { answers, failures, union }: Gathered): Verification {
  // Lists that are no journals are not united: the first one is what the others should be.
  const drivers = chain.links.map(({ id }): Holding => {
    const failure = failures.find(({ link }) => link.id === id);
    if (failure) return { driver: id, state: 'unreachable', missing: 0, surplus: 0, cause: failure.cause };
    return { driver: id, ...holdingOf(answers.find(({ link }) => link.id === id)?.value ?? null, union ?? []) };
  });
  const isSame = ({ value }: { value: Item[] | null }) => haveSameEntries(value ?? [], union ?? []);
  return { identity, agree: failures.length === 0 && answers.every(isSame), drivers };
}

function holdingOf(list: Item[] | null, union: readonly Item[]): Omit<Holding, 'driver'> {
  const [missing, surplus] = [lacking(list ?? [], union).length, lacking(union, list ?? []).length];
  const state = list === null ? 'absent' : isJournal(list) && !isComplete(list) ? 'incomplete' : 'complete';
  return { state, missing, surplus, cause: null };
}
