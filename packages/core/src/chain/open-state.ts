import {
  type ChainConfig,
  type ChainOptions,
  ConfigError,
  type DriverOperation,
  type SessionIdentity,
} from '@agentstore/core';
import { Agreements } from './agreements.ts';
import type { ChainState } from './chain-state.ts';
import { EventListeners } from './events.ts';
import { lifetimeOf } from './expired.ts';
import { handOver } from './hand-over.ts';
import { HintBook } from './hint-book.ts';
import { noteMissed } from './hints.ts';
import type { Link, LinkCare } from './link.ts';
import { makeLinks } from './make-links.ts';
import { MissedChanges } from './missed-changes.ts';
import { NewestRevisions } from './newest-revisions.ts';
import { Removals } from './removals.ts';
import type { Failure } from './settle.ts';
import { traceUpkeep } from './tracing.ts';
import { Upkeep } from './upkeep.ts';
import { WriteBehind } from './write-behind.ts';

/** In seconds. What a call under way had read before a removal is stored nowhere after that. */
const leastKept = 10 * 60;

/** ConfigError where the options cannot be meant so. Asks no driver anything. */
export function openState(config: ChainConfig): ChainState {
  const { minWrites = 1, reads = 'first', keepRemovalsSeconds = leastKept } = config;
  if (reads !== 'first' && reads !== 'merged') {
    throw new ConfigError(`reads of a chain must be 'first' or 'merged', not ${JSON.stringify(reads)}`);
  }
  if (!Number.isFinite(keepRemovalsSeconds) || keepRemovalsSeconds < leastKept) {
    throw new ConfigError(
      `keepRemovalsSeconds of a chain must be a number of at least ${leastKept}, not ${JSON.stringify(keepRemovalsSeconds)}`,
    );
  }
  // Links ask for it only once something failed.
  const state = (): ChainState => chain;
  const care: LinkCare = {
    probe: (link) => traceUpkeep({ work: 'probe', driver: link.id, identity: null }, () => state().hints.probe(link)),
    isBack: () => state().agreements.forgetAll(),
    handOver: (link) =>
      traceUpkeep({ work: 'hand-over', driver: link.id, identity: null }, () => handOver(state(), link)),
    hasAll: (link) => state().missed.count(link) === 0,
    recovered: (link) => state().events.emit('recovered', { driver: link.id }),
  };
  const links = makeLinks(config, care);
  const foreground = links.filter(({ background }) => !background);
  const longest = Math.max(...foreground.map(lifetimeOf));
  const id = links.map(idOf).join('+');
  const missed = new MissedChanges();
  const chain: ChainState = {
    id,
    links,
    foreground,
    lasting: foreground.filter((link) => lifetimeOf(link) === longest),
    minWrites: countWrites(minWrites, foreground.length),
    reads,
    missed,
    hints: new HintBook(links, id),
    hintsLearnedAt: null,
    removals: new Removals(keepRemovalsSeconds * 1_000),
    agreements: new Agreements(missed),
    newest: new NewestRevisions(),
    events: new EventListeners(),
    background: new WriteBehind(links, (operation: DriverOperation, identity: SessionIdentity, failure: Failure) =>
      noteMissed(chain, operation, identity, failure),
    ),
    upkeep: new Upkeep(),
  };
  return chain;
}

/** A chain in a chain is told by its own drivers too: two levels must not take each other's tombstones for their own. */
function idOf({ id, driver }: Link): string {
  const { name, id: inner } = driver as { readonly name: string; readonly id?: unknown };
  return name === 'chain' ? `${id}(${String(inner)})` : id;
}

function countWrites(minWrites: NonNullable<ChainOptions['minWrites']>, drivers: number): number {
  if (minWrites === 'all') return drivers;
  if (minWrites === 'majority') return Math.floor(drivers / 2) + 1;
  if (Number.isInteger(minWrites) && minWrites >= 1 && minWrites <= drivers) return minWrites;
  throw new ConfigError(
    `minWrites of a chain of ${drivers} must be 1 to ${drivers}, 'majority' or 'all', not ${JSON.stringify(minWrites)}`,
  );
}
