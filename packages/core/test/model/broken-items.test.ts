import { DataModel, DataModelArray, MemoryDriver, Storage, ValidationError } from '../../src/index.ts';
import { fold } from '../../src/journal/journal.ts';
import { libraries } from './libraries.ts';
import { StoredNotes, session, storedNotes } from './stored.ts';

describe.each(libraries)('where a model of $name refuses a stored item', ({ note }) => {
  class Note extends DataModel.of(note) {}
  class Notes extends Storage.of('notes', Note) {}
  class PlainNotes extends Storage.of('notes', note) {}
  class OneOfNotes extends Storage.of('notes', DataModelArray.of('text', { default: Note })) {}

  async function withBrokenItem(): Promise<{ driver: MemoryDriver; id: string }> {
    const driver = new MemoryDriver();
    const stored = new StoredNotes(session, driver);
    await stored.add({ text: 'a' }, { text: 'b', author: { name: 7 } }, { text: 'c' });
    const id = fold((await driver.read(stored.identity)) ?? [])[1]?.id ?? '';
    return { driver, id };
  }

  test.each([Notes, PlainNotes, OneOfNotes])('the error names the item, the list and the field', async (type) => {
    const { driver, id } = await withBrokenItem();
    const notes = new type(session, driver);
    for (const read of [notes.get(), notes.last(2), notes.refresh().then(() => notes.get())]) {
      const error: unknown = await read.catch((rejection: unknown) => rejection);
      expect(error).toBeInstanceOf(ValidationError);
      for (const part of [id, notes.identity.key, 'author.name']) expect(String(error)).toContain(part);
      expect(error).toMatchObject({ cause: { code: 'validation', path: 'item.author.name' } });
    }
    expect((await notes.last(1)).map(({ text }) => text)).toEqual(['c']);
  });

  test('nothing that would rewrite the list is done, and nothing is destroyed', async () => {
    const { driver } = await withBrokenItem();
    const before = await storedNotes(driver);
    const notes = new Notes(session, driver);
    const rewrites = [
      () => notes.update((all) => all),
      () => notes.update(() => []),
      () => notes.removeItem(() => true),
      () => notes.set([{ text: 'x' }]),
      () => notes.clear(),
    ];
    for (const rewrite of rewrites) await expect(rewrite()).rejects.toBeInstanceOf(ValidationError);
    expect(await storedNotes(driver)).toEqual(before);
  });

  test('adding goes on, and another model may repair the item', async () => {
    const { driver } = await withBrokenItem();
    const notes = new Notes(session, driver);
    await notes.add({ text: 'd' });
    expect(await notes.count()).toBe(4);
    await new StoredNotes(session, driver).update((all) => all.map((item) => ({ ...item, author: null })));
    await notes.refresh();
    expect((await notes.get()).map(({ text }) => text)).toEqual(['a', 'b', 'c', 'd']);
  });
});
