import { ConfigError } from '../../src/index.ts';
import { rewriteOf } from '../../src/journal/rewrite.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { Notes, note, session, textsOf } from './notes.ts';

async function stored(...texts: string[]): Promise<FaultyDriver> {
  const driver = new FaultyDriver();
  const notes = new Notes(session, driver);
  for (const text of texts) await notes.add(note(text));
  driver.calls.length = 0;
  return driver;
}

test('the last items come oldest first, and are read from the end of the list alone', async () => {
  const driver = await stored('a', 'b', 'c', 'd');
  const notes = new Notes(session, driver);
  expect(await notes.last(2)).toEqual([note('c'), note('d')]);
  expect(await notes.getLast()).toEqual(note('d'));
  expect(driver.calls).toEqual(['readLast', 'readLast']);
});

test('last counts items, not turns', async () => {
  const driver = await stored('a');
  await new Notes(session, driver).add(note('b'), note('c'), note('d'));
  expect(await new Notes(session, driver).last(2)).toEqual([note('c'), note('d')]);
  expect(await new Notes(session, driver).last(4)).toEqual(['a', 'b', 'c', 'd'].map(note));
});

test('last gives all where there are fewer, and none where none are wanted', async () => {
  const driver = await stored('a', 'b');
  expect(await new Notes(session, driver).last(5)).toEqual([note('a'), note('b')]);
  expect(await new Notes(session, driver).last(0)).toEqual([]);
  const loaded = new Notes(session, driver);
  await loaded.get();
  expect(await loaded.last(0)).toEqual([]);
});

test('after a rewrite, too, what was added since is read from the end alone', async () => {
  const driver = await stored('a', 'b', 'c');
  const notes = new Notes(session, driver);
  await notes.update((all) => all.slice(1));
  await notes.add(note('d'));
  await notes.add(note('e'));
  driver.calls.length = 0;
  expect(await new Notes(session, driver).last(2)).toEqual([note('d'), note('e')]);
  expect(driver.calls).toEqual(['readLast']);
});

test('the last items are right where the end of the list is a rewrite', async () => {
  const driver = await stored('a', 'b', 'c', 'd');
  await new Notes(session, driver).removeItem(({ text }) => text === 'd' || text === 'b');
  expect(await new Notes(session, driver).last(1)).toEqual([note('c')]);
  await new Notes(session, driver).add(note('e'));
  expect(await new Notes(session, driver).last(2)).toEqual([note('c'), note('e')]);
});

test('the last items are right where the end of the list is a rewrite that did not see what stands before it', async () => {
  const driver = await stored('unseen');
  const notes = new Notes(session, driver);
  const unseen = (await driver.read(notes.identity)) ?? [];
  const cleared = rewriteOf([], [], null);
  await driver.write(notes.identity, [...unseen, cleared]);
  expect(await notes.last(1)).toEqual([note('unseen')]);
});

test('the last items of a list that another program wrote are its last items', async () => {
  const driver = await stored();
  const notes = new Notes(session, driver);
  await driver.write(
    notes.identity,
    ['a', 'b', 'c'].map(note).map(({ text }) => ({ text })),
  );
  expect(await notes.last(2)).toEqual([note('b'), note('c')]);
});

test('a storage that has loaded its list reads nothing for the last items', async () => {
  const driver = await stored('a', 'b');
  const notes = new Notes(session, driver);
  expect(await textsOf(notes)).toEqual(['a', 'b']);
  driver.calls.length = 0;
  expect(await notes.last(1)).toEqual([note('b')]);
  expect(driver.calls).toEqual([]);
});

test('last takes a whole number', async () => {
  const notes = new Notes(session, await stored('a'));
  for (const count of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    await expect(notes.last(count)).rejects.toThrow(ConfigError);
  }
});
