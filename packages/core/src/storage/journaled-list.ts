import { keepRefusal } from '../driver/keep-refusal.ts';
import type { StorageDriver } from '../driver/storage-driver.ts';
import { ConflictError, DriverError, type DriverOperation } from '../errors.ts';
import type { SessionIdentity } from '../identity/session-identity.ts';
import type { Item } from '../item.ts';
import { type Entry, entriesOf, isEntry, type LivingItem } from '../journal/entry.ts';
import { accountOf, livingIn } from '../journal/journal.ts';
import { mintRevision, type Revision } from '../journal/revision.ts';
import { rewriteOf, seenRevisions } from '../journal/rewrite.ts';
import { KnownList } from './known-list.ts';

/** An add that was not acknowledged. */
interface Pending {
  readonly items: Item[];
  /** As it was sent, so that a second sending is no second message; null: it never left. */
  entry: Entry | null;
}

/**
 * One identity's list as a journal: loaded once, changed by entries. Everything takes its turn, so that an add never meets
 * a half-loaded list.
 */
export class JournaledList {
  readonly #driver: StorageDriver;
  readonly #identity: SessionIdentity;
  #turn: Promise<unknown> = Promise.resolve();
  readonly #known = new KnownList();
  /** Adds that failed, oldest first. */
  readonly #pending = new Set<Pending>();
  /** Rewrites of this storage, acknowledged or not: to meet one is no change by somebody else. */
  readonly #sent = new Set<Revision>();

  constructor(driver: StorageDriver, identity: SessionIdentity, { fresh }: { readonly fresh?: boolean }) {
    this.#driver = driver;
    this.#identity = identity;
    if (fresh) this.#known.load(null);
  }

  /** The items that are alive; not to be changed by the caller. */
  living(): Promise<readonly LivingItem[]> {
    return this.#inTurn(async () => {
      await this.#load();
      return this.#known.living;
    });
  }

  /** The last items; reads the end of the list alone where that tells them. */
  last(count: number): Promise<readonly LivingItem[]> {
    return this.#inTurn(async () => {
      if (!this.#known.entries) {
        const tail = (await this.#call('readLast', (driver) => driver.readLast(this.#identity, count))) ?? [];
        const entries = entriesOf(tail);
        // Appends alone, each once, in the order of their revisions: nothing before them can change what their items are.
        const isPlainRun = entries.every((entry, at) => entry === tail[at] && !entry.replaces);
        if (isPlainRun || tail.length < count) return lastOf(livingIn(entries), count);
      }
      await this.#load();
      return lastOf(this.#known.living, count);
    });
  }

  /** One entry. Where equal items failed before, theirs is sent again. */
  add(items: Item[]): Promise<void> {
    const isEqual = (pending: Pending) => JSON.stringify(pending.items) === JSON.stringify(items);
    const failed = [...this.#pending].find(isEqual);
    // This call's from now on: another one with equal items is another message.
    if (failed) this.#pending.delete(failed);
    return this.#inTurn(() => this.#send(failed ?? { items, entry: null }));
  }

  /** Sends again what was not acknowledged, oldest first. */
  resend(): Promise<void> {
    return this.#inTurn(async () => {
      for (const pending of this.#pending) await this.#send(pending);
    });
  }

  /**
   * Replaces the items by what `change` makes of them under a revision for the new ones. `onChange` says what to do where
   * somebody else changed the list since it was loaded: 'refuse' with a ConflictError, or 'follow' and give `change` what
   * is there now.
   */
  rewrite(
    change: (living: readonly LivingItem[], revision: Revision) => LivingItem[],
    onChange: 'refuse' | 'follow',
  ): Promise<void> {
    return this.#inTurn(async () => {
      if (onChange === 'refuse') await this.#load();
      // One for all attempts, so that a lost reply adds nothing twice; greater than all that the first one meets.
      let revision: Revision | undefined;
      const attempts = new Set<Revision>();
      const attempt = (list: Item[] | null): Item[] | null => {
        const entries = entriesOf(list);
        const seen = seenRevisions(entries);
        if (seen.some((seenRevision) => attempts.has(seenRevision))) return list;
        if (onChange === 'refuse' && !this.#known.isStill(entries, this.#sent)) {
          throw this.#conflict('try again, or use update()');
        }
        revision ??= mintRevision();
        const rewrite = rewriteOf(entries, change(livingIn(entries), revision), this.#driver.agreedAt(this.#identity));
        attempts.add(rewrite._rev);
        this.#sent.add(rewrite._rev);
        return [rewrite];
      };
      this.#known.load(await this.#update(attempt));
    });
  }

  remove(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#call('remove', (driver) => driver.remove(this.#identity));
      this.#pending.clear();
      this.#known.load(null);
    });
  }

  refresh(): Promise<void> {
    return this.#inTurn(async () => {
      this.#known.entries = null;
      await this.#load();
    });
  }

  async #load(): Promise<void> {
    if (this.#known.entries) return;
    this.#known.load(await this.#call('read', (driver) => driver.read(this.#identity)));
  }

  async #send(pending: Pending): Promise<void> {
    try {
      pending.entry = pending.entry ? await this.#sendAgain(pending.entry) : await this.#append(pending);
    } catch (error) {
      // What can never be sent again is not pending any more: the caller was told.
      if (error instanceof ConflictError) this.#pending.delete(pending);
      else this.#pending.add(pending);
      throw error;
    }
    this.#pending.delete(pending);
    this.#known.add(pending.entry);
  }

  async #append(pending: Pending): Promise<Entry> {
    if (this.#known.newest === undefined) {
      const last = (await this.#call('readLast', (driver) => driver.readLast(this.#identity, 1))) ?? [];
      if (last.every(isEntry)) this.#known.see(entriesOf(last));
      // What an older program wrote is named by its place in the whole.
      else await this.#load();
    }
    const entry: Entry = { _rev: mintRevision(), items: pending.items, after: this.#known.newest ?? null };
    pending.entry = entry;
    await this.#call('append', (driver) => driver.append(this.#identity, [entry]));
    return entry;
  }

  /** By an update, which sees whether the first sending arrived after all. */
  async #sendAgain(sent: Entry): Promise<Entry> {
    let entry = sent;
    await this.#update((list) => {
      const entries = entriesOf(list);
      if (seenRevisions(entries).includes(sent._rev)) return list;
      if (accountOf(entries)(sent._rev)) {
        throw this.#conflict('add what is missing');
      }
      entry = list ? sent : { ...sent, after: null };
      return [...(list ?? []), entry];
    });
    return entry;
  }

  #conflict(advice: string): ConflictError {
    return new ConflictError(`${this.#identity.key} was changed meanwhile: refresh() and ${advice}`);
  }

  #update(change: (list: Item[] | null) => Item[] | null): Promise<Item[] | null> {
    return keepRefusal(change, (attempt) => this.#call('update', (driver) => driver.update(this.#identity, attempt)));
  }

  async #call<T>(operation: DriverOperation, work: (driver: StorageDriver) => Promise<T>): Promise<T> {
    try {
      return await work(this.#driver);
    } catch (cause) {
      throw DriverError.from(cause, { driver: this.#driver.name, operation, identity: this.#identity.key });
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn;
    return turn;
  }
}

function lastOf(living: readonly LivingItem[], count: number): readonly LivingItem[] {
  return count > 0 ? living.slice(-count) : [];
}
