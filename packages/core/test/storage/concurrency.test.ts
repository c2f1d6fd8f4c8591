import fc from 'fast-check';
import { ConflictError } from '../../src/index.ts';
import { type Fault, FaultyDriver } from '../faulty-driver.ts';
import { Notes, note, session, textsOf } from './notes.ts';

type Change =
  | { readonly do: 'add'; readonly items: number; readonly fault: Fault | null }
  | { readonly do: 'edit' | 'remove'; readonly item: number }
  | { readonly do: 'clear' | 'refresh' | 'save' };

const changes: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      items: fc.integer({ min: 1, max: 3 }),
      fault: fc.constantFrom<(Fault | null)[]>(null, null, 'refuse', 'lose reply', 'late'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('edit' as const, 'remove' as const), item: fc.nat({ max: 20 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('clear' as const, 'refresh' as const, 'save' as const) }) },
);

/** One writer's way through its changes, and what it knows for sure. */
class Writer {
  readonly added: string[] = [];
  readonly removed = new Set<string>();
  readonly #name: string;
  readonly #driver: FaultyDriver;
  readonly #notes: Notes;

  constructor(name: string, driver: FaultyDriver) {
    this.#name = name;
    this.#driver = driver;
    this.#notes = new Notes(session, driver);
  }

  async run(changes: readonly Change[]): Promise<void> {
    for (const change of changes) await this.#change(change);
    await this.#notes.save();
  }

  async #change(change: Change): Promise<void> {
    switch (change.do) {
      case 'add':
        return this.#add(change.items, change.fault);
      case 'edit':
        await this.#notes.update((all) =>
          all.map((item, at) =>
            at === change.item % all.length ? note(`${nameOf(item.text)} edited by ${this.#name}`) : item,
          ),
        );
        return;
      case 'remove': {
        let doomed = '';
        await this.#notes.update((all) => {
          doomed = nameOf(all[change.item % all.length]?.text ?? '');
          return all.filter(({ text }) => nameOf(text) !== doomed);
        });
        this.removed.add(doomed);
        return;
      }
      case 'clear':
        return this.#clear();
      default:
        await this.#notes[change.do]();
    }
  }

  async #add(count: number, fault: Fault | null): Promise<void> {
    if (fault) this.#driver.failNext('append', fault);
    const names = Array.from({ length: count }, (_, at) => `${this.#name}${this.added.length + at}`);
    this.added.push(...names);
    // Another writer may meet the fault instead; what failed is sent again by save().
    await this.#notes.add(...names.map(note)).catch(() => {});
  }

  async #clear(): Promise<void> {
    const seen = (await textsOf(this.#notes)).map(nameOf);
    try {
      await this.#notes.clear();
      for (const name of seen) this.removed.add(name);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}

function nameOf(text: string): string {
  return text.split(' ')[0] ?? '';
}

test('whatever two storages do at once, each item is stored once and in its writer’s order unless it was removed', async () => {
  const property = fc.asyncProperty(
    fc.array(changes, { maxLength: 12 }),
    fc.array(changes, { maxLength: 12 }),
    async (some, others) => {
      const driver = new FaultyDriver();
      const writers = [new Writer('a', driver), new Writer('b', driver)] as const;
      await Promise.all([writers[0].run(some), writers[1].run(others)]);
      await driver.deliverLate();
      const found = (await textsOf(new Notes(session, driver))).map(nameOf);
      const removed = new Set(writers.flatMap((writer) => [...writer.removed]));
      for (const { added } of writers) {
        expect(found.filter((name) => added.includes(name))).toEqual(added.filter((name) => !removed.has(name)));
      }
    },
  );
  await fc.assert(property, { numRuns: 1_000 });
});
