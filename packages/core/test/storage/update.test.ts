import { ConflictError, MemoryDriver } from '../../src/index.ts';
import { fold } from '../../src/journal/journal.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { Notes, note, session, textsOf } from './notes.ts';

async function stored(
  ...texts: string[]
): Promise<{ driver: FaultyDriver; notes: Notes; ids: () => Promise<string[]> }> {
  const driver = new FaultyDriver();
  const notes = new Notes(session, driver);
  for (const text of texts) await notes.add(note(text));
  const ids = async () => fold((await driver.read(notes.identity)) ?? []).map(({ id }) => id);
  return { driver, notes, ids };
}

test('update works on what is stored now, and resolves with what is stored then', async () => {
  const { driver, notes } = await stored('a');
  await notes.get();
  await new Notes(session, driver).add(note('b'));
  const items = await notes.update((all) => [...all, note('c')]);
  expect(items).toEqual(['a', 'b', 'c'].map(note));
  expect(await textsOf(notes)).toEqual(['a', 'b', 'c']);
});

test('update may change the items that it is given and return them', async () => {
  const { driver, notes } = await stored('a', 'b');
  await notes.get();
  await notes.update((all) => {
    for (const item of all) item.text += '!';
    return all;
  });
  expect(await textsOf(new Notes(session, driver))).toEqual(['a!', 'b!']);
});

test('each attempt of an update gets fresh items', async () => {
  class Retrying extends MemoryDriver {
    override update(...[identity, change]: Parameters<MemoryDriver['update']>): ReturnType<MemoryDriver['update']> {
      // As a driver does whose compare-and-set failed: what the first attempt made is thrown away.
      return super.update(identity, (items) => {
        change(structuredClone(items));
        return change(items);
      });
    }
  }
  const driver = new Retrying();
  await new Notes(session, driver).add(note('a'));
  const given: string[] = [];
  await new Notes(session, driver).update((all) => {
    given.push(all.map(({ text }) => text).join());
    for (const item of all) item.text += '!';
    return all;
  });
  expect(given).toEqual(['a', 'a']);
  expect(await textsOf(new Notes(session, driver))).toEqual(['a!']);
});

test("what an update's function throws comes out itself, and nothing changes", async () => {
  const { driver, notes } = await stored('a');
  const before = await driver.read(notes.identity);
  for (const thrown of [new RangeError('no'), new ConflictError('mine'), 'a string', undefined]) {
    const caught = await notes
      .update(() => {
        throw thrown;
      })
      .then(
        () => 'resolved',
        (error: unknown) => ({ error }),
      );
    expect(caught).toEqual({ error: thrown });
  }
  expect(await driver.read(notes.identity)).toEqual(before);
  expect(await textsOf(notes)).toEqual(['a']);
});

test('an update that returns what cannot be stored changes nothing', async () => {
  const { driver, notes } = await stored('a');
  const unfit = { text: 1n } as unknown as { text: string };
  await expect(notes.update((all) => [...all, unfit])).rejects.toMatchObject({
    code: 'validation',
    path: 'items[1].text',
  });
  expect(await textsOf(new Notes(session, driver))).toEqual(['a']);
});

test('edits, removals and moves keep the ids of the items that stay', async () => {
  const { notes, ids } = await stored('a', 'b', 'c');
  const [a, b, c] = await ids();
  await notes.update((all) => all.map((item) => (item.text === 'b' ? note('B') : item)));
  expect(await ids()).toEqual([a, b, c]);
  await notes.update((all) => all.toReversed());
  expect(await ids()).toEqual([c, b, a]);
  await notes.set([note('a'), note('c')]);
  expect(await ids()).toEqual([a, c]);
  await notes.removeItem(({ text }) => text === 'a');
  expect(await ids()).toEqual([c]);
});

test('of two concurrent updates both hold', async () => {
  const { driver, notes } = await stored('a');
  const other = new Notes(session, driver);
  await Promise.all([
    notes.update((all) => [...all, note('b')]),
    other.update((all) => [...all, note('c')]),
    notes.add(note('d')),
  ]);
  expect((await textsOf(new Notes(session, driver))).toSorted()).toEqual(['a', 'b', 'c', 'd']);
});

test('what an old program does not know of an item survives its edits of other items', async () => {
  const { driver, notes } = await stored('a', 'b');
  const strict = { fromItem: ({ text }: { text?: unknown }) => note(String(text)) };
  await notes.update((all) => all.map((item) => ({ ...item, addedLater: true })));
  await new Notes(session, driver, strict).update((all) => all.map((item) => (item.text === 'a' ? note('A') : item)));
  await new Notes(session, driver, strict).removeItem(() => false);
  expect(await new Notes(session, driver).get()).toEqual([{ text: 'A' }, { text: 'b', addedLater: true }]);
});

test('what an update adds has a greater id than all that was there, though the process has a slow clock', async () => {
  const { driver } = await stored('a', 'b');
  let SlowNotes: typeof Notes = Notes;
  jest.isolateModules(() => {
    SlowNotes = (require('./notes.ts') as typeof import('./notes.ts')).Notes;
  });
  // Behind the monotonic clock nobody can fall, so the others are ahead.
  const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
  await new Notes(session, driver).add(note('from a fast clock'));
  clock.mockRestore();
  const slow = new SlowNotes(session, driver);
  await slow.update((all) => [...all, note('c')]);
  const found = fold((await driver.read(slow.identity)) ?? []).map(({ id }) => id);
  expect(found).toHaveLength(4);
  expect(found).toEqual(found.toSorted());
});
