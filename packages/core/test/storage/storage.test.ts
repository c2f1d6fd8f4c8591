import { ConfigError, MemoryDriver, SessionIdentity, Storage } from '../../src/index.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { Notes, note, session, textsOf } from './notes.ts';

test('what was added comes back, oldest first, to any storage of the session', async () => {
  const driver = new MemoryDriver();
  const notes = new Notes(session, driver);
  await notes.add(note('a'), note('b'));
  await notes.add(note('c'));
  expect(await textsOf(notes)).toEqual(['a', 'b', 'c']);
  expect(await textsOf(new Notes(session, driver))).toEqual(['a', 'b', 'c']);
});

test('a session without items is empty', async () => {
  const notes = new Notes(session, new MemoryDriver());
  expect(await notes.get()).toEqual([]);
  expect(await notes.getLast()).toBeNull();
  expect(await notes.last(3)).toEqual([]);
  expect(await notes.count()).toBe(0);
});

test('an add is one entry however many items it has, and none without items', async () => {
  const driver = new FaultyDriver();
  const notes = new Notes(session, driver);
  await notes.add(note('a'), note('b'), note('c'));
  await notes.add();
  expect(await driver.read(notes.identity)).toHaveLength(1);
  expect(driver.calls.filter((call) => call === 'append')).toHaveLength(1);
});

test('items that are given out are copies: to change them changes nothing', async () => {
  const notes = new Notes(session, new MemoryDriver());
  await notes.add(note('a'));
  for (const item of await notes.get()) item.text = 'changed';
  const [last] = await notes.last(1);
  if (last) last.text = 'changed';
  (await notes.get()).pop();
  expect(await textsOf(notes)).toEqual(['a']);
});

test('items that were given in are copied: to change them later changes nothing', async () => {
  const notes = new Notes(session, new MemoryDriver());
  await notes.get();
  const given = note('a');
  const adding = notes.add(given);
  given.text = 'changed';
  await adding;
  given.text = 'changed again';
  expect(await textsOf(notes)).toEqual(['a']);
});

test('set replaces all items, clear leaves an empty list, remove leaves none', async () => {
  const driver = new MemoryDriver();
  const notes = new Notes(session, driver);
  await notes.add(note('a'), note('b'));
  await notes.set([note('c'), note('a')]);
  expect(await textsOf(notes)).toEqual(['c', 'a']);
  await notes.clear();
  expect(await notes.get()).toEqual([]);
  expect(await driver.read(notes.identity)).not.toBeNull();
  await notes.remove();
  expect(await notes.get()).toEqual([]);
  expect(await driver.read(notes.identity)).toBeNull();
});

test('removeItem removes what matches and tells how many', async () => {
  const driver = new FaultyDriver();
  const notes = new Notes(session, driver);
  await notes.add(note('a'), note('b'), note('a'));
  expect(await notes.removeItem(({ text }) => text === 'a')).toBe(2);
  expect(await textsOf(notes)).toEqual(['b']);
  expect(await notes.removeItem(({ text }) => text === 'a')).toBe(0);
  expect(driver.calls.filter((call) => call === 'update')).toHaveLength(1);
});

test('a storage keeps what it loaded until it is refreshed', async () => {
  const driver = new MemoryDriver();
  const [notes, other] = [new Notes(session, driver), new Notes(session, driver)];
  expect(await notes.count()).toBe(0);
  await other.add(note('a'));
  expect(await notes.count()).toBe(0);
  await notes.refresh();
  expect(await textsOf(notes)).toEqual(['a']);
});

test('adding goes on after a removal, in a session that begins anew', async () => {
  const driver = new MemoryDriver();
  const notes = new Notes(session, driver);
  await notes.add(note('a'));
  await notes.remove();
  await notes.add(note('b'));
  expect(await textsOf(new Notes(session, driver))).toEqual(['b']);
});

test('a list that another program wrote is kept and added to', async () => {
  const driver = new MemoryDriver();
  const notes = new Notes(session, driver);
  await driver.write(notes.identity, [{ text: 'a' }, { text: 'b' }]);
  await notes.add(note('c'));
  expect(await textsOf(notes)).toEqual(['a', 'b', 'c']);
  await notes.update((all) => all.slice(1));
  expect(await textsOf(new Notes(session, driver))).toEqual(['b', 'c']);
});

test('a storage needs a prefix, and one that cannot be taken for two', () => {
  class Nameless extends Storage {}
  class Empty extends Storage {
    static readonly prefix = '';
  }
  class Nested extends Storage {
    static readonly prefix = 'a/b';
  }
  for (const type of [Nameless, Empty, Nested]) {
    expect(() => new type(session, new MemoryDriver())).toThrow(ConfigError);
  }
});

test('a storage lies in its own scope of the session, and within the scope that the identity has', () => {
  const identity = new SessionIdentity({ ...session, scope: 'planner' });
  expect(new Notes(session, 'memory').identity.scope).toBe('notes');
  expect(new Notes(identity, 'memory').identity.scope).toBe('planner/notes');
});

test('storages of different scopes share a driver and nothing else', async () => {
  class Tasks extends Notes {
    static override readonly prefix: 'notes' = 'tasks' as 'notes';
  }
  const driver = new MemoryDriver();
  await new Notes(session, driver).add(note('a'));
  await new Notes({ ...session, scope: 'planner' }, driver).add(note('b'));
  await new Tasks(session, driver).add(note('c'));
  expect(await textsOf(new Notes(session, driver))).toEqual(['a']);
  expect(await textsOf(new Tasks(session, driver))).toEqual(['c']);
});
