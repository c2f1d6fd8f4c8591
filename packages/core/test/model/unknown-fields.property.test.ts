import fc from 'fast-check';
import { DataModel, type Item, MemoryDriver, Storage } from '../../src/index.ts';
import { libraries, type NoteFields, type NoteInput } from './libraries.ts';
import { StoredNotes, session, storedNotes } from './stored.ts';

const tricky = ['constructor', 'toString', 'hasOwnProperty', 'length', '0', '$set', 'a.b', ''];
const unknownFields: fc.Arbitrary<Item> = fc.dictionary(
  fc.oneof(
    fc.string().map((name) => `x${name}`),
    fc.constantFrom(...tricky),
  ),
  fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value))),
  { maxKeys: 4 },
);

/** What a newer program has written into an item, beside what the schema knows. */
const additions = fc.record({ top: unknownFields, author: unknownFields, part: unknownFields });

type Note = Readonly<NoteFields>;
type Edit = (note: Note) => Note;

const edits = (from: (input: NoteInput) => Note): { readonly [name: string]: Edit } => ({
  copy: (note) => ({ ...note, text: `${note.text}!` }),
  make: (note) => from({ ...note, text: `${note.text}!` }),
  assign: (note) => Object.assign(note, { done: !note.done }),
  author: (note) => ({ ...note, author: note.author && { ...note.author, name: 'another' } }),
  parts: (note) => ({ ...note, parts: note.parts.map((part) => ({ ...part, label: `${part.label}!` })) }),
});

const change = fc.record({
  do: fc.constantFrom('copy', 'make', 'assign', 'author', 'parts', 'remove', 'move', 'add'),
  at: fc.nat({ max: 20 }),
});

/** The number with which the item's text begins. */
function numberOf(item: Item | Note): string {
  return String(item.text).replace(/\D/g, '');
}

test.each(libraries)(
  'with a schema of $name, fields that it does not know survive whatever updates there are, each in its own item',
  async ({ note }) => {
    class Model extends DataModel.of(note) {}
    class Models extends Storage.of('notes', Model) {}
    class Plain extends Storage.of('notes', note) {}
    const edit = edits((input) => Model.from(input));

    const property = fc.asyncProperty(
      fc.array(additions, { minLength: 1, maxLength: 4 }),
      fc.array(change, { maxLength: 8 }),
      fc.constantFrom(Models, Plain),
      async (added, changes, type) => {
        const driver = new MemoryDriver();
        const items = added.map(({ top, author, part }, number) => ({
          ...top,
          text: `${number}`,
          author: { ...author, name: 'somebody' },
          parts: [{ ...part, label: 'first' }],
        }));
        await new StoredNotes(session, driver).add(...items);

        const removed = new Set<string>();
        for (const { do: what, at } of changes) {
          await new type(session, driver).update((all: readonly Note[]): readonly (Note | NoteInput)[] => {
            const place = at % all.length;
            const note = all[place];
            if (what === 'add' || !note) return [...all, { text: 'new' }];
            if (what === 'remove') {
              removed.add(numberOf(note));
              return all.toSpliced(place, 1);
            }
            if (what === 'move') return [note, ...all.toSpliced(place, 1)];
            return all.with(place, edit[what]?.(note) ?? note);
          });
        }

        const found = (await storedNotes(driver)).filter((item) => numberOf(item) !== '');
        expect(found.map(numberOf).toSorted()).toEqual(items.map(numberOf).filter((number) => !removed.has(number)));
        for (const item of found) {
          const { text, done, author, parts, ...top } = item as unknown as NoteFields;
          const { name, ...ofAuthor } = author ?? { name: '' };
          const [{ label, ...ofPart } = { label: '' }] = parts;
          expect({ top, author: ofAuthor, part: ofPart }).toEqual(added[Number(numberOf(item))]);
        }
      },
    );
    await fc.assert(property, { numRuns: 200 });
  },
);
