import type { Item, SessionIdentity, StorageDriver } from '@agentstore/core';
import type { Runtime } from '../process/runtime.ts';
import type { Scheduler } from '../scheduler.ts';
import { type Message, type View, viewOf } from './message.ts';
import type { Attempt, Call, Read, Record } from './record.ts';

type Change = (items: Item[] | null) => Item[] | null;

export interface TapContext {
  readonly process: { readonly id: number; readonly isAlive: boolean };
  readonly record: Record;
  readonly scheduler: Scheduler;
  /** Of a process without mutations: what lists mean is told by it. */
  readonly observer: Runtime;
  /** Resolves identities whose reads were marked since a moment. */
  readonly marks: (key: string, since: number) => boolean;
}

/** Stands between a storage and the chain, and writes down what is asked and answered there. */
export class Tap
  implements Pick<StorageDriver, 'name' | 'read' | 'append' | 'update' | 'readLast' | 'remove' | 'agreedAt'>
{
  readonly name = 'tap';
  readonly #chain: StorageDriver;
  readonly #context: TapContext;

  constructor(chain: StorageDriver, context: TapContext) {
    this.#chain = chain;
    this.#context = context;
  }

  async read(identity: SessionIdentity): Promise<Item[] | null> {
    const read = this.#beginRead('read', identity.key);
    return this.#settle(read, async () => {
      const list = await this.#chain.read(identity);
      this.#endRead(read, list, true);
      return list;
    });
  }

  async readLast(identity: SessionIdentity, count: number): Promise<Item[] | null> {
    const read = this.#beginRead('last', identity.key);
    return this.#settle(read, async () => {
      const list = await this.#chain.readLast(identity, count);
      this.#endRead(read, list, list === null || list.length < count);
      return list;
    });
  }

  async append(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    const call = this.#begin(identity.key);
    this.#noteSent(items);
    return this.#settle(call, async () => {
      await this.#append(identity, items);
      if (this.#context.process.isAlive) this.#acknowledge(items, call);
    });
  }

  async #append(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    const { refused } = this.#context.record;
    const wereRefused = items.map(({ _rev }) => refused.get(_rev) ?? true);
    for (const { _rev } of items) refused.set(_rev, false);
    try {
      await this.#chain.append(identity, items);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'full') {
        this.#context.record.count('rejected by a full queue');
        for (const [at, { _rev }] of items.entries()) refused.set(_rev, wereRefused[at] ?? true);
      }
      throw error;
    }
  }

  async update(identity: SessionIdentity, change: Change): Promise<Item[] | null> {
    const call = this.#begin(identity.key);
    const attempts: Attempt[] = [];
    const inputs: Read[] = [];
    const outcome = await this.#settle(call, () =>
      this.#chain.update(identity, (list) => {
        const input: Read = { ...this.#readCall('update', identity.key, call.startedAt), outcome: 'done' };
        this.#endRead(input, list, true);
        inputs.push(input);
        const changed = change(list);
        for (const { _rev } of changed ?? []) this.#context.record.refused.set(_rev, false);
        const attempt = this.#attemptOf(identity.key, list, changed);
        if (attempt) attempts.push(attempt);
        else this.#noteSent(lacking(list, changed));
        return changed;
      }),
    );
    if (!this.#context.process.isAlive) return outcome;
    // What was decided on the way and came to nothing was nobody's truth.
    const last = inputs.at(-1);
    if (last) this.#context.record.reads.push(last);
    const present = new Set(outcome?.map(({ _rev }) => _rev));
    const stored = attempts.findLast(({ revision }) => present.has(revision)) ?? attempts.at(-1);
    if (stored) {
      stored.acknowledgedAt = call.endedAt;
      for (const n of stored.left.order) this.#acknowledgeNew(n, call);
    }
    return outcome;
  }

  async remove(identity: SessionIdentity): Promise<void> {
    const call = this.#begin(identity.key);
    this.#context.record.removals.push(call);
    return this.#settle(call, () => this.#chain.remove(identity));
  }

  agreedAt(identity: SessionIdentity): number | null {
    return this.#chain.agreedAt(identity);
  }

  #begin(session: string): Call {
    const { process, record, scheduler } = this.#context;
    const call: Call = {
      process: process.id,
      session,
      startedAt: scheduler.now,
      endedAt: Number.POSITIVE_INFINITY,
      outcome: 'pending',
    };
    record.calls.push(call);
    return call;
  }

  #readCall(kind: Read['kind'], session: string, startedAt: number): Read {
    const { process, scheduler } = this.#context;
    const call = { process: process.id, session, startedAt, endedAt: scheduler.now, outcome: 'pending' as const };
    return { ...call, kind, isWhole: true, isMarked: false };
  }

  #beginRead(kind: Read['kind'], session: string): Read {
    const read: Read = Object.assign(this.#begin(session), { kind, isWhole: true, isMarked: false });
    this.#context.record.reads.push(read);
    return read;
  }

  #endRead(read: Read, list: Item[] | null, isWhole: boolean): void {
    // The end of a list with rewrites in it says little: a storage reads the whole then.
    const isTold = isWhole || list?.every(({ replaces }) => !replaces);
    if (isTold) read.view = list && this.#viewOf(list);
    read.isWhole = isWhole;
    read.isMarked = this.#context.marks(read.session, read.startedAt);
  }

  async #settle<T>(call: Call, work: () => Promise<T>): Promise<T> {
    try {
      const value = await work();
      this.#end(call, 'done');
      return value;
    } catch (error) {
      this.#end(call, 'failed');
      call.error = error;
      throw error;
    }
  }

  #end(call: Call, outcome: 'done' | 'failed'): void {
    if (!this.#context.process.isAlive) return;
    call.endedAt = this.#context.scheduler.now;
    call.outcome = outcome;
  }

  #viewOf(list: readonly Item[]): View {
    return viewOf(this.#context.observer.fold(list).map(({ item }) => item));
  }

  /** A call that sends several entries sends them one after another: what happens meanwhile may come before the last one. */
  #noteSent(entries: readonly Item[]): void {
    const { record, scheduler } = this.#context;
    for (const entry of entries) {
      for (const { n } of entry.items as Message[]) {
        const sent = record.sent.get(n);
        if (!sent || entry.replaces) continue;
        sent.revision ??= String(entry._rev);
        sent.lastSentAt = scheduler.now;
      }
    }
  }

  #attemptOf(session: string, list: Item[] | null, changed: Item[] | null): Attempt | null {
    const [rewrite, ...others] = changed ?? [];
    if (changed === list || !rewrite?.replaces || others.length > 0) return null;
    const { process, record, scheduler } = this.#context;
    const standsFor = new Set<string>();
    for (const { _rev } of list ?? []) {
      standsFor.add(String(_rev));
      const earlier = record.attempts.find(({ revision }) => revision === _rev);
      for (const revision of earlier?.standsFor ?? []) standsFor.add(revision);
    }
    const attempt: Attempt = {
      session,
      process: process.id,
      at: scheduler.now,
      revision: String(rewrite._rev),
      seen: this.#viewOf(list ?? []),
      left: viewOf(rewrite.items as Message[]),
      standsFor,
      acknowledgedAt: Number.POSITIVE_INFINITY,
    };
    record.attempts.push(attempt);
    return attempt;
  }

  #acknowledge(entries: readonly Item[], call: Call): void {
    for (const entry of entries) for (const { n } of entry.items as Message[]) this.#acknowledgeNew(n, call);
  }

  #acknowledgeNew(n: number, call: Call): void {
    const sent = this.#context.record.sent.get(n);
    if (!sent || sent.acknowledgedAt <= this.#context.scheduler.now) return;
    sent.acknowledgedFrom = call.startedAt;
    sent.acknowledgedAt = this.#context.scheduler.now;
  }
}

/** What of the other list the first one does not have. */
function lacking(list: readonly Item[] | null, other: readonly Item[] | null): Item[] {
  const present = new Set(list?.map(({ _rev }) => _rev));
  return other?.filter(({ _rev }) => !present.has(_rev)) ?? [];
}
