import type { Item } from '../../src/item.ts';
import { type Entry, entriesOf, type ItemId, isJournal, itemsOf, type LivingItem } from '../../src/journal/entry.ts';
import { fold, merge } from '../../src/journal/journal.ts';
import { matchItems, type WantedItem } from '../../src/journal/match.ts';
import type { Revision } from '../../src/journal/revision.ts';
import type { Edits, History, Step } from './histories.ts';
import type { WritingProcess } from './writing-process.ts';

const minute = 60_000;

/** True time in the model: ahead of the real one, which would win over it otherwise. */
let now = Date.now() + 24 * 60 * minute;
/** What a process takes for the time: everybody's clock is a little wrong. */
let clock = now;

beforeAll(() => jest.spyOn(Date, 'now').mockImplementation(() => clock));
afterAll(() => jest.restoreAllMocks());

/**
 * Several copies of one list, written by as many processes as a history says, beside what an observer who misses nothing
 * writes down.
 */
export class Copies {
  readonly lists: Item[][];
  /** Every entry ever written. */
  readonly written: Entry[] = [];
  readonly brought = new Set<ItemId>();
  readonly removed = new Set<ItemId>();
  /** For each rewrite all revisions that it saw, itself or through the rewrites among them. */
  readonly seenBy = new Map<Revision, ReadonlySet<Revision>>();
  /** For each add what its writer saw. */
  readonly readBefore: { readonly added: ItemId[]; readonly read: readonly Item[] }[] = [];
  readonly addedBy = new Map<WritingProcess, ItemId[]>();
  /** Whether items stand where a caller put them. */
  wasReordered = false;
  readonly #processes: readonly WritingProcess[];
  #agreedAt: number | null = null;
  #contents = 0;

  constructor(processes: readonly WritingProcess[], { foreign, shared, steps }: History) {
    now += 60 * minute;
    this.#processes = processes;
    const items = Array.from({ length: foreign }, () => this.#newItem());
    this.lists = processes.map(() => [...items]);
    this.written.push(...entriesOf(items));
    for (const { id } of entriesOf(items).flatMap(itemsOf)) this.brought.add(id);
    for (let at = 0; at < shared; at++) this.#add(this.#process(at), 0, 1, 0);
    for (const step of steps) this.#take(step);
  }

  #take(step: Step): void {
    switch (step.do) {
      case 'add':
        this.#add(this.#process(step.process), this.#at(step.copy), step.items, step.reaches);
        break;
      case 'rewrite':
        this.#rewrite(this.#process(step.process), [this.#at(step.copy)], step.edits);
        break;
      case 'attempt twice':
        this.#rewrite(this.#process(step.process), [this.#at(step.copy), this.#at(step.copy + 1)], step.edits);
        break;
      case 'sync':
        this.lists[this.#at(step.to)] = merge(this.#list(step.to), this.#list(step.from));
        break;
      case 'sync all':
        this.#syncAll();
        break;
      case 'deliver again': {
        const entry = this.written[step.entry % (this.written.length || 1)];
        if (entry?.after !== undefined) this.#list(step.copy).push(entry);
        break;
      }
      case 'shuffle': {
        const list = this.#list(step.copy);
        // What is no entry is known by its place.
        if (isJournal(list)) this.lists[this.#at(step.copy)] = shuffled(entriesOf(list), step.seed);
        break;
      }
      case 'wait':
        now += step.minutes * minute;
    }
  }

  #syncAll(): void {
    const all = this.lists.reduce<Item[]>(merge, []);
    for (const at of this.lists.keys()) this.lists[at] = [...all];
    this.#agreedAt = now;
  }

  #add(process: WritingProcess, copy: number, count: number, reaches: number): void {
    const view = this.#list(copy);
    const newest = entriesOf(view).at(-1)?._rev ?? '';
    process.observeRevision(newest);
    const items = Array.from({ length: count }, () => this.#newItem());
    const entry: Entry = { _rev: process.mintRevision(), items, after: /^[^-]/.test(newest) ? newest : null };
    const added = itemsOf(entry).map(({ id }) => id);
    this.written.push(entry);
    for (const id of added) this.brought.add(id);
    this.readBefore.push({ added, read: [...view] });
    this.addedBy.set(process, [...(this.addedBy.get(process) ?? []), ...added]);
    // Bits say which copies it does not reach; it reaches one at least.
    const missed = reaches % (2 ** this.lists.length - 1);
    for (const [at, list] of this.lists.entries()) if (!(missed & (1 << at))) list.push(entry);
  }

  #rewrite(process: WritingProcess, copies: readonly number[], edits: Edits): void {
    if (edits.order !== 'kept') this.wasReordered = true;
    const contents = this.#contents;
    let revision = '';
    for (const copy of new Set(copies)) {
      const entries = entriesOf(this.#list(copy));
      const living = fold(entries);
      process.observeRevision(entries.at(-1)?._rev ?? '');
      revision ||= process.mintRevision();
      // What a caller's function makes depends on what it is given alone.
      this.#contents = contents;
      const known = living.map((item) => ({ ...item, written: item.item }));
      const items = matchItems(known, this.#edited(living, edits), revision);
      const rewrite = process.rewriteOf(entries, items, this.#agreedAt);
      this.lists[copy] = [rewrite];
      this.#noteRewrite(rewrite, entries, living);
    }
  }

  #noteRewrite(rewrite: Entry, entries: readonly Entry[], living: readonly LivingItem[]): void {
    const carried = new Set(rewrite.ids);
    for (const { id } of living) if (!carried.has(id)) this.removed.add(id);
    for (const id of carried) this.brought.add(id);
    const seen = entries.flatMap(({ _rev }) => [_rev, ...(this.seenBy.get(_rev) ?? [])]);
    this.seenBy.set(rewrite._rev, new Set(seen));
    this.written.push(rewrite);
  }

  #edited(living: readonly LivingItem[], { actions, insertions, order, by }: Edits): WantedItem[] {
    const wanted = living.flatMap(({ id, item }, at): WantedItem[] => {
      const action = actions[at % actions.length];
      if (action === 'remove') return [];
      // Who has the contents alone cannot say that another content is the same item.
      const written = action === 'keep' ? item : by === 'set' ? this.#newItem() : { ...item, edit: this.#contents++ };
      return [by === 'update' ? { written, id } : { written }];
    });
    if (order === 'reversed') wanted.reverse();
    if (order === 'rotated') wanted.push(...wanted.splice(0, 1));
    for (const place of insertions) wanted.splice(place % (wanted.length + 1), 0, { written: this.#newItem() });
    return wanted;
  }

  #newItem(): Item {
    return { content: this.#contents++ };
  }

  #at(number: number): number {
    return number % this.lists.length;
  }

  #list(number: number): Item[] {
    return this.lists[this.#at(number)] as Item[];
  }

  #process(number: number): WritingProcess {
    const process = this.#processes[number % this.#processes.length] as WritingProcess;
    clock = now + process.clockError;
    return process;
  }
}

export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const places = list.map((value, at) => ({
    value,
    place: (Math.imul(at + 1, 2654435761) ^ Math.imul(seed + 1, 40503)) >>> 0,
  }));
  return places.sort((a, b) => (a.place % 9973) - (b.place % 9973)).map(({ value }) => value);
}
