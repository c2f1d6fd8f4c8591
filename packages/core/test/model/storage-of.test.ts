import { z } from 'zod';
import {
  ConfigError,
  createStore,
  DataModel,
  MemoryDriver,
  SessionIdentity,
  Storage,
  ValidationError,
} from '../../src/index.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { libraries, type NoteInput } from './libraries.ts';
import { session, storedNotes } from './stored.ts';

const unfit = { text: '', author: { name: 1 } } as unknown as NoteInput;

describe.each(libraries)('a storage of a model of $name', ({ name, note, throwing, strict, identified }) => {
  class Note extends DataModel.of(note) {
    get short(): string {
      return this.text.slice(0, 3);
    }
  }
  class Notes extends Storage.of('notes', Note) {
    async addText(text: string): Promise<void> {
      await this.add({ text });
    }
  }
  class PlainNotes extends Storage.of('notes', note) {}

  test('takes inputs and instances, and gives instances', async () => {
    const driver = new MemoryDriver();
    const notes = new Notes(session, driver);
    await notes.add({ text: 'hello' }, Note.from({ text: 'again', done: true }));
    await notes.addText('third');
    for (const storage of [notes, new Notes(session, driver)]) {
      const items = await storage.get();
      expect(items.map(({ short, done }) => [short, done])).toEqual([
        ['hel', false],
        ['aga', true],
        ['thi', false],
      ]);
      for (const item of items) expect(item).toBeInstanceOf(Note);
      expect((await storage.getLast())?.short).toBe('thi');
    }
  });

  test('gives what the schema makes where its model is a bare schema', async () => {
    const driver = new MemoryDriver();
    const notes = new PlainNotes(session, driver);
    await notes.add({ text: 'hello' }, Note.from({ text: 'an instance of some model' }));
    const expected = { done: false, author: null, parts: [] };
    const items = await new PlainNotes(session, driver).get();
    expect(items).toEqual([
      { text: 'hello', ...expected },
      { text: 'an instance of some model', ...expected },
    ]);
    for (const item of items) expect(Object.getPrototypeOf(item)).toBe(Object.prototype);
  });

  test('stores what the schema makes', async () => {
    const driver = new MemoryDriver();
    await new Notes(session, driver).add({ text: 'hello', author: { name: 'a' } });
    expect(await storedNotes(driver)).toEqual([{ text: 'hello', done: false, author: { name: 'a' }, parts: [] }]);
  });

  test.each([Notes, PlainNotes])('refuses what the schema refuses before any driver is called', async (type) => {
    const driver = new FaultyDriver();
    const notes = new type(session, driver);
    for (const refused of [notes.add({ text: 'fine' }, unfit), notes.set([{ text: 'fine' }, unfit])]) {
      const error: unknown = await refused.catch((rejection: unknown) => rejection);
      expect(error).toBeInstanceOf(ValidationError);
      expect(error).toMatchObject({ path: expect.stringMatching(/^items\[1\]\.(text|author\.name)$/) });
      expect(String(error)).toContain('items[1].text');
      expect(String(error)).toContain('items[1].author.name');
    }
    await notes.save();
    expect(driver.calls).toEqual([]);
  });

  test('changes nothing where an update gives something unfit', async () => {
    const driver = new MemoryDriver();
    await new Notes(session, driver).add({ text: 'hello' });
    const before = await storedNotes(driver);
    const notes = new Notes(session, driver);
    await expect(notes.update((all) => [...all, unfit])).rejects.toMatchObject({ code: 'validation' });
    const spoil = (item: { text: string }) => {
      item.text = '';
      return item;
    };
    await expect(notes.update((all) => all.map(spoil))).rejects.toMatchObject({ path: 'items[0].text' });
    expect(await storedNotes(driver)).toEqual(before);
  });

  test('says what a check has thrown, with the name of the item, and stores nothing', async () => {
    const driver = new FaultyDriver();
    const cause = new RangeError('too far');
    const model = class extends DataModel.of(throwing(cause)) {};
    class Broken extends Storage.of('notes', throwing(cause)) {}
    class BrokenModels extends Storage.of('notes', model) {}
    const adding = [Broken, BrokenModels].map((type) => new type(session, driver).add({ text: 'a' }));
    const [error, ofModel] = (await Promise.allSettled(adding)).map((result) => 'reason' in result && result.reason);
    if (name === 'zod') {
      for (const refused of [error, ofModel]) expect(refused).toBeInstanceOf(ConfigError);
    } else {
      expect(error).toMatchObject({ code: 'validation', path: 'items[0]', cause });
      expect(ofModel).toMatchObject({ code: 'validation', path: 'items[0]', cause: { cause } });
      for (const refused of [error, ofModel]) expect(String(refused)).toContain('too far');
    }
    expect(driver.calls).toEqual([]);
  });

  test('stores a failed item once, though its schema makes another id each time: by save(), or as an instance', async () => {
    class Identified extends DataModel.of(identified) {}
    class IdentifiedNotes extends Storage.of('notes', Identified) {}
    const driver = new FaultyDriver();
    const notes = new IdentifiedNotes(session, driver);
    const instance = Identified.from({ text: 'b' });
    for (const item of [{ text: 'a' }, instance]) {
      driver.failNext('append', 'lose reply');
      await expect(notes.add(item)).rejects.toThrow('network: lose reply');
      await (item === instance ? notes.add(item) : notes.save());
    }
    await notes.save();
    expect((await new IdentifiedNotes(session, driver).get()).map(({ text }) => text)).toEqual(['a', 'b']);
  });

  test('refuses unknown fields where the schema is strict', async () => {
    class Strict extends Storage.of('notes', strict) {}
    const driver = new MemoryDriver();
    await expect(new Strict(session, driver).add({ text: 'a', ...{ future: 1 } })).rejects.toThrow(
      /items\[0\].*future/,
    );
    await new PlainNotes(session, driver).add({ text: 'a' });
    await expect(new Strict(session, driver).get()).rejects.toThrow(/item .*u\.u1\/.* cannot be read: .*done/);
  });
});

test.each(libraries.flatMap(({ name, slow }) => (slow ? [{ name, slow }] : [])))(
  'a storage refuses an asynchronous schema of $name, and stores nothing',
  async ({ slow }) => {
    const driver = new FaultyDriver();
    class Slow extends Storage.of('notes', slow) {}
    class SlowModels extends Storage.of('notes', class extends DataModel.of(slow) {}) {}
    for (const type of [Slow, SlowModels]) {
      await expect(new type(session, driver).add({ text: 'a' })).rejects.toBeInstanceOf(ConfigError);
    }
    expect(driver.calls).toEqual([]);
  },
);

test('what JSON cannot carry is refused with its path, though the schema made it', async () => {
  // As in JavaScript, where no types object.
  const schema = z.object({ at: z.date() }) as unknown as z.ZodType<{ at: string }>;
  const driver = new FaultyDriver();
  class Moments extends Storage.of('moments', schema) {}
  const at = new Date(0) as unknown as string;
  await expect(new Moments(session, driver).add({ at })).rejects.toMatchObject({ path: 'items[0].at' });
  expect(driver.calls).toEqual([]);
});

test('a storage of a model lies in its own scope, and needs a prefix that cannot be taken for two', () => {
  const schema = z.object({ text: z.string() });
  class Notes extends Storage.of('notes', schema) {}
  const identity = new SessionIdentity({ ...session, scope: 'planner' });
  expect(Notes.prefix).toBe('notes');
  expect(new Notes(session, 'memory').identity.scope).toBe('notes');
  expect(new Notes(identity, 'memory').identity.scope).toBe('planner/notes');
  for (const prefix of ['', 'a/b']) {
    class Unfit extends Storage.of(prefix, schema) {}
    expect(() => new Unfit(session, 'memory')).toThrow(ConfigError);
  }
});

test('an instance that a schema makes stays one', async () => {
  class Shout {
    readonly text: string;
    constructor(text: string) {
      this.text = text.toUpperCase();
    }
  }
  const schema = z.object({ text: z.string() }).transform(({ text }) => new Shout(text));
  class Shouts extends Storage.of('shouts', schema) {}
  const shouts = new Shouts(session, new MemoryDriver());
  await shouts.add({ text: 'a', ...{ future: 1 } });
  expect((await shouts.get())[0]).toBeInstanceOf(Shout);
});

test("a session's context makes each storage of a model once", async () => {
  class Notes extends Storage.of('notes', z.object({ text: z.string() })) {}
  const context = createStore().context(session);
  await context.storage(Notes).add({ text: 'a' });
  expect(context.storage(Notes)).toBe(context.storage(Notes));
  expect(await context.storage(Notes).get()).toEqual([{ text: 'a' }]);
});
