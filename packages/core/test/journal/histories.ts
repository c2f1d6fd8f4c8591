import fc from 'fast-check';

/** What one rewrite does: to each item in turn, then at places among what is left. */
export interface Edits {
  readonly actions: readonly ('keep' | 'edit' | 'remove')[];
  readonly insertions: readonly number[];
  readonly order: 'kept' | 'reversed' | 'rotated';
  /** 'update' knows which item was which; 'set' has the contents alone. */
  readonly by: 'update' | 'set';
}

/** Something that happens to the copies of one list. Numbers count round: any is a copy, a process, an item. */
export type Step =
  | {
      readonly do: 'add';
      readonly process: number;
      readonly copy: number;
      readonly items: number;
      readonly reaches: number;
    }
  | { readonly do: 'rewrite'; readonly process: number; readonly copy: number; readonly edits: Edits }
  /** The reply of the first attempt is lost, so another copy decides: one call, two attempts. */
  | { readonly do: 'attempt twice'; readonly process: number; readonly copy: number; readonly edits: Edits }
  | { readonly do: 'sync'; readonly from: number; readonly to: number }
  | { readonly do: 'sync all' }
  | { readonly do: 'deliver again'; readonly entry: number; readonly copy: number }
  | { readonly do: 'shuffle'; readonly copy: number; readonly seed: number }
  | { readonly do: 'wait'; readonly minutes: number };

export interface History {
  /** Items that somebody wrote before there was a journal. */
  readonly foreign: number;
  /** Entries that all copies hold from the beginning. */
  readonly shared: number;
  readonly steps: readonly Step[];
}

const some = fc.nat({ max: 60 });

const edits: fc.Arbitrary<Edits> = fc.record({
  actions: fc.array(fc.constantFrom('keep', 'keep', 'edit', 'remove'), { minLength: 1, maxLength: 7 }),
  insertions: fc.array(some, { maxLength: 2 }),
  order: fc.constantFrom('kept', 'kept', 'kept', 'reversed', 'rotated'),
  by: fc.constantFrom('update', 'set'),
});

const add = fc.record({
  do: fc.constant('add' as const),
  process: some,
  copy: some,
  items: fc.integer({ min: 1, max: 2 }),
  reaches: some,
});
const rewrite = fc.record({ do: fc.constant('rewrite' as const), process: some, copy: some, edits });
const attemptTwice = fc.record({
  do: fc.constant('attempt twice' as const),
  process: some,
  copy: some,
  // What is new is the same in both attempts only where it cannot be taken for an edit of what one of them removed.
  edits: fc.oneof(
    edits.map((edit): Edits => ({ ...edit, by: 'update', insertions: [] })),
    edits.map((edit): Edits => ({ ...edit, by: 'update', actions: edit.actions.filter((it) => it !== 'remove') })),
  ),
});

const others: fc.WeightedArbitrary<Step>[] = [
  { weight: 3, arbitrary: fc.record({ do: fc.constant('sync' as const), from: some, to: some }) },
  { weight: 1, arbitrary: fc.constant({ do: 'sync all' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('deliver again' as const), entry: some, copy: some }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('shuffle' as const), copy: some, seed: some }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 20 }) }) },
];

function historiesOf(steps: fc.WeightedArbitrary<Step>[]): fc.Arbitrary<History> {
  return fc.record({
    foreign: fc.constantFrom(0, 0, 0, 2),
    // Beyond 63 entries a rewrite names them by a bound instead of one by one.
    shared: fc.constantFrom(0, 0, 0, 0, 0, 0, 3, 3, 70),
    steps: fc.array(fc.oneof(...steps), { minLength: 1, maxLength: 24 }),
  });
}

/** Anything at all. */
export const histories = historiesOf([{ weight: 5, arbitrary: add }, { weight: 4, arbitrary: rewrite }, ...others]);

/** Appends alone. */
export const appends = historiesOf([{ weight: 5, arbitrary: add }, ...others]);

/** Also calls whose first attempt lost its reply and whose second one met another copy. */
export const historiesWithLostReplies = historiesOf([
  { weight: 5, arbitrary: add },
  { weight: 2, arbitrary: rewrite },
  { weight: 2, arbitrary: attemptTwice },
  ...others,
]);
