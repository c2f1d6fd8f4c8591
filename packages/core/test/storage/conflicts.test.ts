import { ConflictError, DriverError } from '../../src/index.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { Notes, note, session, textsOf } from './notes.ts';

/** Two storages of one session that have both loaded [a, b]; the other one has added c since. */
async function overtaken(): Promise<{ driver: FaultyDriver; notes: Notes; other: Notes }> {
  const driver = new FaultyDriver();
  const [notes, other] = [new Notes(session, driver), new Notes(session, driver)];
  await notes.add(note('a'), note('b'));
  await notes.get();
  await other.add(note('c'));
  return { driver, notes, other };
}

test.each<[string, (notes: Notes) => Promise<unknown>]>([
  ['set', (notes) => notes.set([note('x')])],
  ['removeItem', (notes) => notes.removeItem(({ text }) => text === 'a')],
  ['clear', (notes) => notes.clear()],
])('%s is refused where another storage changed the list, and nothing is lost', async (_, change) => {
  const { driver, notes } = await overtaken();
  await expect(change(notes)).rejects.toThrow(ConflictError);
  expect(await textsOf(new Notes(session, driver))).toEqual(['a', 'b', 'c']);
  await notes.refresh();
  await change(notes);
  expect(await textsOf(new Notes(session, driver))).toEqual(await textsOf(notes));
});

test.each<[string, (other: Notes) => Promise<unknown>]>([
  ['removed an item', (other) => other.removeItem(({ text }) => text === 'b')],
  ['edited an item', (other) => other.update((all) => all.map(({ text }) => note(`${text}!`)))],
  ['cleared the list', (other) => other.clear()],
  ['removed the list', (other) => other.remove()],
])('set is refused where another storage %s', async (_, change) => {
  const { driver, notes, other } = await overtaken();
  await notes.refresh();
  await other.refresh();
  await change(other);
  const before = await driver.read(notes.identity);
  await expect(notes.set([note('x')])).rejects.toThrow(ConflictError);
  expect(await driver.read(notes.identity)).toEqual(before);
});

test("a storage's own changes are no conflict with its next ones", async () => {
  const { driver, notes } = await overtaken();
  await notes.refresh();
  await notes.add(note('d'));
  await notes.set([note('x')]);
  await notes.add(note('y'));
  await notes.removeItem(({ text }) => text === 'x');
  await notes.clear();
  await notes.set([note('z')]);
  expect(await textsOf(new Notes(session, driver))).toEqual(['z']);
});

test.each(['lose reply', 'refuse'] as const)('a set that failed may be called again (%s)', async (fault) => {
  const { driver, notes } = await overtaken();
  await notes.refresh();
  driver.failNext('update', fault);
  await expect(notes.set([note('x'), note('a')])).rejects.toThrow(DriverError);
  await notes.set([note('x'), note('a')]);
  await notes.add(note('y'));
  expect(await textsOf(new Notes(session, driver))).toEqual(['x', 'a', 'y']);
});

test('a rewrite that a driver commits twice adds nothing twice', async () => {
  class Repeating extends FaultyDriver {
    override async update(
      ...[identity, change]: Parameters<FaultyDriver['update']>
    ): ReturnType<FaultyDriver['update']> {
      // The first commit's reply was lost: the driver tries again on what is there now.
      await super.update(identity, change);
      return super.update(identity, change);
    }
  }
  const driver = new Repeating();
  const notes = new Notes(session, driver);
  await notes.update((all) => [...all, note('a')]);
  await notes.update((all) => [...all, note('b')]);
  expect(await textsOf(notes)).toEqual(['a', 'b']);
  expect(await textsOf(new Notes(session, driver))).toEqual(['a', 'b']);
});

test('concurrent sets of two storages: one is refused', async () => {
  const { driver, notes, other } = await overtaken();
  await Promise.all([notes.refresh(), other.refresh()]);
  const results = await Promise.allSettled([notes.set([note('mine')]), other.set([note('theirs')])]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await textsOf(new Notes(session, driver))).toHaveLength(1);
});
