import { type Item, SessionIdentity } from '@agentstore/core';
import { mintRevision, type Revision } from '../journal/revision.ts';
import type { Link } from './link.ts';
import { type Answer, settle } from './settle.ts';
import { traceUpkeep } from './tracing.ts';

/** The agent under whose name chains keep what they have to remember. `list` does not show it. */
const reservedAgent = '@agentstore/chain';

/** In milliseconds: for so long whoever left a hint leaves no other one of the same, whatever else is missed. */
export const hintLifeMs = 30_000;
/** In milliseconds: when nothing any more is missed on the strength of a hint, also what was under way. */
const settledMs = 2 * hintLifeMs;

const forget = { work: 'forget', driver: null, identity: null } as const;

/** What other processes, and this one after a restart, have to see to. */
export interface Hint {
  /** Tells when it was made. */
  readonly id: Revision;
  /** The link that missed a change; null: the list was removed, and its tombstones are to be taken away in time. */
  readonly driver: string | null;
  /** Whose list it is: the key of an identity. */
  readonly key: string;
}

/**
 * Hints, kept as a raw list of their own in every driver that works. Whoever reads them takes those of all drivers together;
 * what was done already is done again without harm.
 */
export class HintBook {
  readonly #links: readonly Link[];
  readonly #identity: SessionIdentity;
  readonly #toDrop = new Set<string>();
  /** Since when this process knows of a hint, by the clock that only goes on; -Infinity: it left it itself. */
  readonly #knownSince = new Map<string, number>();
  /** Those of others that were made good, and stay until they are settled. */
  readonly #madeGood = new Set<string>();
  #lastWork: Promise<void> = Promise.resolve();

  constructor(links: readonly Link[], chainId: string) {
    this.#links = links;
    this.#identity = new SessionIdentity({ agentName: reservedAgent, chatName: chainId });
  }

  /**
   * As far as drivers answer, but for the one that the hint is about: it just failed. Where none does, it is this process's
   * alone, and comparing the drivers finds the rest. Resolves with the hint's id.
   */
  async add(hint: Omit<Hint, 'id'>): Promise<Revision> {
    const id = mintRevision();
    this.#knownSince.set(id, Number.NEGATIVE_INFINITY);
    const others = this.#reachable().filter((link) => link.id !== hint.driver);
    await settle(others, (link) =>
      link.call('append', this.#identity, (driver) => driver.append(this.#identity, [{ id, ...hint }])),
    );
    return id;
  }

  /** What the drivers that answer have; null: none answered. */
  async read(): Promise<Hint[] | null> {
    const known = [...this.#knownSince.keys()];
    const { answers } = await this.#readAll();
    if (answers.length === 0) return null;
    const hints = this.#hintsIn(answers);
    this.#know(hints, known);
    const now = performance.now();
    return hints.filter(({ id }) => !this.#madeGood.has(id) || this.#isSettled(id, now));
  }

  /**
   * All is made good that was missed before that moment. What another process noted is seen to once more: it may go on to miss what
   * it then thinks is noted.
   */
  madeGood(ids: readonly string[], since: number): void {
    for (const id of ids) this.#madeGood.add(id);
    this.dropSoon(ids.filter((id) => this.#isSettled(id, since)));
  }

  /** Gives a link that was away the hints that it lacks: there may be somebody who reaches no other one. */
  async complete(link: Link): Promise<void> {
    await this.#inTurn(() => this.#complete(link));
  }

  async #complete(link: Link): Promise<void> {
    const { answers } = await this.#readAll();
    const own = answers.filter((answer) => answer.link === link);
    const known = new Set(this.#hintsIn(own).map(({ id }) => id));
    const others = this.#hintsIn(answers).filter(({ id, driver }) => !known.has(id) && driver !== link.id);
    const items = others.map((hint): Item => ({ ...hint }));
    if (own.length === 0 || items.length === 0) return;
    await settle([link], () => link.call('append', this.#identity, (driver) => driver.append(this.#identity, items)));
  }

  /** Without waiting: a hint that stays is found again, and dropped then. */
  dropSoon(ids: readonly string[]): void {
    if (ids.length === 0) return;
    const isFirst = this.#toDrop.size === 0;
    for (const id of ids) this.#toDrop.add(id);
    if (isFirst) void this.#inTurn(() => traceUpkeep(forget, () => this.#drop()));
  }

  /** Resolves once what is to be dropped is, as far as drivers answer. */
  async settled(): Promise<void> {
    await this.#lastWork;
  }

  /** Asks a link something that every driver can answer. */
  probe(link: Link): Promise<unknown> {
    return link.ask('readLast', this.#identity, (driver) => driver.readLast(this.#identity, 1));
  }

  /** One after another: what is dropped from one driver after the other must not be put back from the first to the last. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#lastWork = this.#lastWork.then(work);
    return this.#lastWork;
  }

  async #drop(): Promise<void> {
    const dropped = new Set(this.#toDrop);
    await settle(this.#reachable(), (link) =>
      link.update(this.#identity, (items) => {
        const left = items?.filter(({ id }) => !dropped.has(String(id))) ?? [];
        return left.length > 0 ? left : null;
      }),
    );
    for (const id of dropped) this.#toDrop.delete(id);
    if (this.#toDrop.size > 0) await this.#drop();
  }

  #isSettled(id: string, at: number): boolean {
    return (this.#knownSince.get(id) ?? Number.POSITIVE_INFINITY) + settledMs <= at;
  }

  /** @param before those that were known before the drivers were asked: what is there no more is not kept in mind */
  #know(hints: readonly Hint[], before: readonly string[]): void {
    const now = performance.now();
    const present = new Set(hints.map(({ id }) => id));
    for (const id of present) if (!this.#knownSince.has(id)) this.#knownSince.set(id, now);
    for (const id of before) {
      if (present.has(id)) continue;
      this.#knownSince.delete(id);
      this.#madeGood.delete(id);
    }
  }

  #readAll() {
    return settle(this.#reachable(), (link) =>
      link.call('read', this.#identity, (driver) => driver.read(this.#identity)),
    );
  }

  #hintsIn(answers: readonly Answer<Item[] | null>[]): Hint[] {
    const hints: Hint[] = answers.flatMap(({ value }) => value ?? []).filter(isHint);
    return [...new Map(hints.map((hint) => [hint.id, hint])).values()].filter(({ id }) => !this.#toDrop.has(id));
  }

  #reachable(): Link[] {
    return this.#links.filter((link) => !link.isDown);
  }
}

/** Whether a list is the chain's own. */
export function isReserved({ agentName }: SessionIdentity): boolean {
  return agentName === reservedAgent;
}

/** Not what another program wrote there, a later version of this one perhaps: it sees to it. */
function isHint(item: Item): item is Item & Hint {
  const { id, driver, key } = item;
  if (typeof id !== 'string' || typeof key !== 'string' || (driver !== null && typeof driver !== 'string'))
    return false;
  try {
    return SessionIdentity.fromKey(key).key === key;
  } catch {
    return false;
  }
}
