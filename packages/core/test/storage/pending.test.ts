import { ConflictError, DriverError, MemoryDriver } from '../../src/index.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { Notes, note, session, textsOf } from './notes.ts';

function start(): { driver: FaultyDriver; notes: Notes; storedTexts: () => Promise<string[]> } {
  const driver = new FaultyDriver();
  return { driver, notes: new Notes(session, driver), storedTexts: () => textsOf(new Notes(session, driver)) };
}

async function failingAdd(notes: Notes, ...texts: string[]): Promise<void> {
  await expect(notes.add(...texts.map(note))).rejects.toThrow(DriverError);
}

test.each(['refuse', 'lose reply', 'late'] as const)(
  'an add that failed stays pending, and save() stores it once (%s)',
  async (fault) => {
    const { driver, notes, storedTexts } = start();
    driver.failNext('append', fault);
    await failingAdd(notes, 'a', 'b');
    await notes.save();
    await driver.deliverLate();
    await notes.save();
    expect(await storedTexts()).toEqual(['a', 'b']);
    expect(await textsOf(notes)).toEqual(['a', 'b']);
  },
);

test.each(['refuse', 'lose reply', 'late'] as const)(
  'an add of items equal to a pending one sends that one again (%s)',
  async (fault) => {
    const { driver, notes, storedTexts } = start();
    driver.failNext('append', fault);
    await failingAdd(notes, 'a');
    await notes.add(note('a'));
    await driver.deliverLate();
    await notes.save();
    expect(await storedTexts()).toEqual(['a']);
  },
);

test('an add whose look at the end of the list failed is pending as well', async () => {
  const { driver, notes, storedTexts } = start();
  driver.failNext('readLast', 'refuse');
  await failingAdd(notes, 'a');
  await notes.save();
  expect(await storedTexts()).toEqual(['a']);
});

test('equal items are added as often as they are added where nothing failed', async () => {
  const { notes, storedTexts } = start();
  await notes.add(note('yes'));
  await notes.add(note('yes'));
  await Promise.all([notes.add(note('yes')), notes.add(note('yes'))]);
  expect(await storedTexts()).toEqual(['yes', 'yes', 'yes', 'yes']);
});

test('once a pending add was stored, equal items are new ones', async () => {
  const { driver, notes, storedTexts } = start();
  driver.failNext('append', 'lose reply');
  await failingAdd(notes, 'a');
  await notes.add(note('a'));
  await notes.add(note('a'));
  expect(await storedTexts()).toEqual(['a', 'a']);
});

test('two adds of equal items that both failed are two', async () => {
  const { driver, notes, storedTexts } = start();
  driver.failNext('append', 'lose reply');
  driver.failNext('append', 'refuse');
  const results = await Promise.allSettled([notes.add(note('a')), notes.add(note('a'))]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await notes.save();
  expect(await storedTexts()).toEqual(['a', 'a']);
});

test('what could still not be stored stays pending', async () => {
  const { driver, notes, storedTexts } = start();
  driver.fault = 'refuse';
  await failingAdd(notes, 'a');
  await expect(notes.save()).rejects.toThrow(DriverError);
  await expect(notes.add(note('a'))).rejects.toThrow(DriverError);
  driver.failNext('update', 'lose reply');
  await expect(notes.save()).rejects.toThrow(DriverError);
  driver.fault = null;
  await notes.save();
  expect(await storedTexts()).toEqual(['a']);
});

test('what is sent again stands where it stood, before what was added later', async () => {
  const { driver, notes, storedTexts } = start();
  await notes.get();
  driver.failNext('append', 'refuse');
  await failingAdd(notes, 'a');
  await notes.add(note('b'));
  await notes.save();
  expect(await storedTexts()).toEqual(['a', 'b']);
  expect(await textsOf(notes)).toEqual(['a', 'b']);
});

test('concurrent adds stand in the order of the calls', async () => {
  const { notes, storedTexts } = start();
  const texts = Array.from({ length: 50 }, (_, at) => `note ${at}`);
  await Promise.all(texts.map((text) => notes.add(note(text))));
  expect(await storedTexts()).toEqual(texts);
});

test('save() without anything pending asks the driver nothing', async () => {
  const { driver, notes } = start();
  await notes.save();
  expect(driver.calls).toEqual([]);
});

test('a removal forgets what was pending', async () => {
  const { driver, notes } = start();
  driver.failNext('append', 'refuse');
  await failingAdd(notes, 'a');
  await notes.remove();
  await notes.save();
  expect(await driver.read(notes.identity)).toBeNull();
});

test('what another storage removed, once it had arrived unheard of, does not come back by save()', async () => {
  const { driver, notes, storedTexts } = start();
  driver.failNext('append', 'lose reply');
  await failingAdd(notes, 'a');
  await new Notes(session, driver).clear();
  await notes.save();
  expect(await storedTexts()).toEqual([]);
});

test('an add that comes back after everything was rewritten and settled is refused, not placed wrongly', async () => {
  const { driver, notes, storedTexts } = start();
  driver.failNext('append', 'refuse');
  await failingAdd(notes, 'late');
  const other = new Notes(session, driver);
  for (let at = 0; at < 70; at++) await other.add(note(`note ${at}`));
  const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 10 * 60_000);
  await other.update((all) => all.slice(-1));
  clock.mockRestore();
  await expect(notes.save()).rejects.toThrow(ConflictError);
  expect(await storedTexts()).toEqual(['note 69']);
  await notes.save();
});

test('a session whose id was made just now is opened without reading', async () => {
  const driver = new FaultyDriver();
  const notes = new Notes(session, driver, { fresh: true });
  await notes.add(note('a'));
  await notes.add(note('b'));
  expect(await textsOf(notes)).toEqual(['a', 'b']);
  expect(driver.calls).toEqual(['append', 'append']);
});

test('the first add of a storage that has not loaded looks at the last entry alone, later ones at nothing', async () => {
  const driver = new FaultyDriver();
  await new Notes(session, driver).add(note('a'));
  driver.calls.length = 0;
  const notes = new Notes(session, driver);
  await notes.add(note('b'));
  await notes.add(note('c'));
  expect(driver.calls).toEqual(['readLast', 'append', 'append']);
});

test('what is pending belongs to one storage alone', async () => {
  const { driver, notes } = start();
  driver.failNext('append', 'refuse');
  await failingAdd(notes, 'a');
  await new Notes(session, driver).save();
  expect(await textsOf(new Notes(session, new MemoryDriver()))).toEqual([]);
  expect(await driver.read(notes.identity)).toBeNull();
});

test('of two equal adds after a failed one, the first sends that one again and the second is a new message', async () => {
  const { driver, notes, storedTexts } = start();
  driver.failNext('append', 'refuse');
  await failingAdd(notes, 'a');
  await Promise.all([notes.add(note('a')), notes.add(note('a'))]);
  expect(await storedTexts()).toEqual(['a', 'a']);
});
