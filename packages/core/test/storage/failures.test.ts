import { DriverError, type Item, MemoryDriver, type SessionIdentity, StorageDriver } from '../../src/index.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { Notes, note, session, textsOf } from './notes.ts';

async function stored(...texts: string[]): Promise<FaultyDriver> {
  const driver = new FaultyDriver();
  if (texts.length > 0) await new Notes(session, driver).add(...texts.map(note));
  driver.calls.length = 0;
  return driver;
}

test('a failed load rejects: it is never an empty storage', async () => {
  const driver = await stored('a', 'b');
  driver.fault = 'refuse';
  const notes = new Notes(session, driver);
  const reads = [notes.get(), notes.count(), notes.last(1), notes.getLast(), notes.refresh()];
  for (const read of await Promise.allSettled(reads)) expect(read.status).toBe('rejected');
});

test('a failed load is never followed by writing an empty list over what is stored', async () => {
  const driver = await stored('a', 'b');
  driver.fault = 'refuse';
  const notes = new Notes(session, driver);
  await expect(notes.get()).rejects.toThrow(DriverError);
  await expect(notes.set([note('x')])).rejects.toThrow(DriverError);
  await expect(notes.removeItem(() => true)).rejects.toThrow(DriverError);
  await expect(notes.add(note('c'))).rejects.toThrow(DriverError);
  driver.fault = null;
  await notes.save();
  expect(await textsOf(new Notes(session, driver))).toEqual(['a', 'b', 'c']);
});

test('a read that failed is tried again by the next call', async () => {
  const driver = await stored('a');
  driver.failNext('read', 'refuse');
  const notes = new Notes(session, driver);
  await expect(notes.get()).rejects.toThrow(DriverError);
  expect(await textsOf(notes)).toEqual(['a']);
});

test('a failed refresh gives no stale answer afterwards', async () => {
  const driver = await stored('a');
  const notes = new Notes(session, driver);
  await notes.get();
  await new Notes(session, driver).add(note('b'));
  driver.failNext('read', 'refuse');
  await expect(notes.refresh()).rejects.toThrow(DriverError);
  expect(await textsOf(notes)).toEqual(['a', 'b']);
});

test('every failure to write rejects and leaves what was stored', async () => {
  const driver = await stored('a', 'b');
  const notes = new Notes(session, driver);
  await notes.get();
  driver.fault = 'refuse';
  const writes = [
    () => notes.add(note('c')),
    () => notes.set([]),
    () => notes.clear(),
    () => notes.update(() => []),
    () => notes.removeItem(() => true),
    () => notes.remove(),
  ];
  for (const write of writes) await expect(write()).rejects.toThrow(DriverError);
  driver.fault = null;
  expect(await textsOf(notes)).toEqual(['a', 'b']);
  expect(await textsOf(new Notes(session, driver))).toEqual(['a', 'b']);
});

test('what a driver rejects with is wrapped, with the driver, the operation, the identity and the cause', async () => {
  const cause = new TypeError('socket hang up');
  class Broken extends MemoryDriver {
    override async read(): Promise<never> {
      throw cause;
    }
  }
  const notes = new Notes(session, new Broken());
  const error: unknown = await notes.get().catch((rejection: unknown) => rejection);
  expect(error).toBeInstanceOf(DriverError);
  expect(error).toMatchObject({
    code: 'failed',
    driver: 'memory',
    operation: 'read',
    identity: notes.identity.key,
    cause,
  });
  expect(String(error)).toContain('socket hang up');
});

test('what a driver throws before it returns a promise is a rejection as well, whatever it throws', async () => {
  class Synchronous extends StorageDriver {
    readonly name = 'synchronous';
    read(_identity: SessionIdentity): Promise<Item[] | null> {
      throw 'not an error';
    }
    async write(): Promise<void> {}
    async remove(): Promise<void> {}
  }
  const notes = new Notes(session, new Synchronous());
  await expect(notes.get()).rejects.toMatchObject({ driver: 'synchronous', cause: 'not an error' });
});

test('what is already a DriverError comes out as it is', async () => {
  const own = new DriverError({ driver: 'mine', operation: 'append', code: 'corrupt', reason: 'broken' });
  class Own extends MemoryDriver {
    override async append(): Promise<never> {
      throw own;
    }
  }
  await expect(new Notes(session, new Own()).add(note('a'))).rejects.toBe(own);
});

test('one call that failed does not hold up those behind it', async () => {
  const driver = await stored('a');
  driver.failNext('append', 'refuse');
  const notes = new Notes(session, driver);
  const results = await Promise.allSettled([notes.add(note('b')), notes.add(note('c')), notes.get()]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(await textsOf(notes)).toEqual(['a', 'c']);
});
