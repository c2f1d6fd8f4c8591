import { DataModel, type Item, MemoryDriver, Storage } from '../../src/index.ts';
import { libraries, type NoteFields } from './libraries.ts';
import { StoredNotes, session, storedNotes } from './stored.ts';

const future = { level: 3, of: [{ deep: null }] };

describe.each(libraries)(
  'with a schema of $name, fields that it does not know',
  ({ note, renamed, sorted, identified }) => {
    class Note extends DataModel.of(note) {}
    class Notes extends Storage.of('notes', Note) {}
    class PlainNotes extends Storage.of('notes', note) {}

    async function stored(...items: Item[]): Promise<MemoryDriver> {
      const driver = new MemoryDriver();
      await new StoredNotes(session, driver).add(...items);
      return driver;
    }

    const newer = (): Item => ({
      future,
      text: 'a',
      author: { name: 'b', future },
      parts: [{ label: 'c', future }, { label: 'd' }],
      constructor: future,
      length: 1,
    });

    test.each([Notes, PlainNotes])('are there when an item is read', async (type) => {
      const driver = await stored(newer());
      const [item] = await new type(session, driver).get();
      expect({ ...item }).toEqual({ ...newer(), done: false });
    });

    test('survive a rewrite that does not touch the item, which stays as it was', async () => {
      const driver = await stored(newer(), { text: 'b' });
      await new Notes(session, driver).update((all) => all.map((item) => (item.text === 'b' ? { text: 'B' } : item)));
      await new Notes(session, driver).removeItem(({ text }) => text === 'B');
      expect(JSON.stringify(await storedNotes(driver))).toBe(JSON.stringify([newer()]));
    });

    test('survive also where they are called __proto__', async () => {
      const item = () =>
        JSON.parse('{ "text": "a", "__proto__": { "level": 3 }, "author": { "name": "b", "__proto__": 1 } }');
      const driver = await stored(item());
      await new Notes(session, driver).add(item());
      await new Notes(session, driver).update((all) => all.map((note) => Object.assign(note, { text: 'x' })));
      const written = JSON.stringify({ ...item(), text: 'x', done: false, parts: [] });
      const [edited, added] = (await storedNotes(driver)).map((note) => JSON.parse(JSON.stringify(note)));
      for (const note of [edited, added]) {
        expect(Object.entries(note).toSorted()).toEqual(Object.entries(JSON.parse(written)).toSorted());
        expect(Object.entries(note.author)).toEqual(Object.entries(item().author));
      }
    });

    const edits: [string, (item: Readonly<NoteFields>) => Readonly<NoteFields>][] = [
      ['copies it', (item) => ({ ...item, text: 'x' })],
      ['makes a new instance of it', (item) => Note.from({ ...item, text: 'x' })],
      ['changes it', (item) => Object.assign(item, { text: 'x' })],
    ];

    test.each(edits)('survive an edit that %s', async (_, edit) => {
      for (const type of [Notes, PlainNotes]) {
        const driver = await stored(newer());
        await new type(session, driver).update((all) => [...all.map(edit), { text: 'new' }]);
        expect((await storedNotes(driver))[0]).toEqual({ ...newer(), done: false, text: 'x' });
      }
    });

    test('survive an edit of the object that they are in, and go with an object that is replaced', async () => {
      const driver = await stored(newer());
      await new Notes(session, driver).update((all) =>
        all.map((item) => ({
          ...item,
          author: { ...item.author, name: 'B' },
          parts: [...item.parts.map((part) => ({ ...part, label: part.label.toUpperCase() })), { label: 'E' }],
        })),
      );
      expect(await storedNotes(driver)).toEqual([
        {
          ...newer(),
          done: false,
          author: { name: 'B', future },
          parts: [{ label: 'C', future }, { label: 'D' }, { label: 'E' }],
        },
      ]);
      await new Notes(session, driver).update((all) =>
        all.map((item) => ({ ...item, author: { name: 'C' }, parts: [] })),
      );
      expect(await storedNotes(driver)).toEqual([{ ...newer(), done: false, author: { name: 'C' }, parts: [] }]);
    });

    test('are none where it reads a field and leaves it out: an old name does not come back over an edit', async () => {
      class Renamed extends Storage.of('notes', renamed) {}
      const driver = await stored({ body: 'a' }, { body: 'b' });
      const notes = new Renamed(session, driver);
      expect(await notes.get()).toEqual([{ text: 'a' }, { text: 'b' }]);
      await notes.update((all) => all.map((item) => (item.text === 'a' ? { ...item, text: 'A' } : item)));
      expect((await new Renamed(session, driver).get()).map(({ text }) => text)).toEqual(['A', 'b']);
      expect(await storedNotes(driver)).toEqual([{ text: 'A' }, { body: 'b' }]);
    });

    test('never come to another element of an array, though it puts the elements into another order', async () => {
      class Sorted extends Storage.of('notes', sorted) {}
      const driver = await stored({
        parts: [
          { label: 'a', of: 'a' },
          { label: 'c', of: 'c' },
        ],
      });
      await new Sorted(session, driver).update((all) =>
        all.map(({ parts, ...others }) => ({
          ...others,
          parts: [...parts.slice(1), { label: 'b', of: 'b' }, ...parts.slice(0, 1)],
        })),
      );
      const [item] = (await storedNotes(driver)) as unknown as { parts: { label: string; of?: string }[] }[];
      expect(item?.parts.map(({ label }) => label)).toEqual(['a', 'b', 'c']);
      for (const { label, of = label } of item?.parts ?? []) expect(of).toBe(label);
    });

    test('survive also where it makes something else each time', async () => {
      class Identified extends Storage.of('notes', identified) {}
      const driver = await stored({ text: 'a', future }, { text: 'b', future });
      await new Identified(session, driver).update((all) => all.map((item) => ({ ...item, text: `${item.text}!` })));
      const id = expect.any(String);
      expect(await storedNotes(driver)).toEqual([
        { text: 'a!', future, id },
        { text: 'b!', future, id },
      ]);
    });
  },
);
