import type { StandardSchemaV1 } from '@standard-schema/spec';
import { z } from 'zod';
import { DataModel, DataModelArray, MemoryDriver, Storage, ValidationError } from '../../src/index.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { libraries } from './libraries.ts';
import { StoredNotes, session, storedNotes } from './stored.ts';

class Note extends DataModel.of(z.object({ type: z.literal('note'), text: z.string() })) {
  get short(): string {
    return this.text.slice(0, 3);
  }
}

class Anything extends DataModel.of(z.looseObject({})) {}

function ask(schema: StandardSchemaV1, value: unknown): unknown {
  return schema['~standard'].validate(value);
}

describe.each(libraries)('one of several models, one of them of $name', ({ step }) => {
  class Step extends DataModel.of(step) {}
  class Parts extends DataModelArray.of('type', { note: Note, step: Step }) {}
  class PartStorage extends Storage.of('notes', Parts) {}

  test('each item is an instance of the model that its discriminator names', async () => {
    const driver = new MemoryDriver();
    await new PartStorage(session, driver).add(
      { type: 'note', text: 'hello' },
      Step.from({ order: 1 }),
      { type: 'step', order: 2 },
      Note.from({ type: 'note', text: 'again' }),
    );
    const items = await new PartStorage(session, driver).get();
    expect(items.map((item) => (item.type === 'note' ? item.short : item.order))).toEqual(['hel', 1, 2, 'aga']);
    expect(items.map((item) => item.constructor)).toEqual([Note, Step, Step, Note]);
  });

  test('an item is edited as what it is', async () => {
    const driver = new MemoryDriver();
    const parts = new PartStorage(session, driver);
    await parts.add({ type: 'note', text: 'hello' }, { type: 'step', order: 1 });
    await parts.update((all) => all.map((item) => (item.type === 'step' ? { ...item, order: item.order + 1 } : item)));
    expect(await storedNotes(driver)).toEqual([
      { type: 'note', text: 'hello' },
      { type: 'step', order: 2 },
    ]);
  });

  test('what a model refuses is refused, with the path', async () => {
    const driver = new FaultyDriver();
    const unfit = { type: 'step', order: 'first' } as unknown as { type: 'step'; order: number };
    await expect(new PartStorage(session, driver).add({ type: 'note', text: 'a' }, unfit)).rejects.toMatchObject({
      code: 'validation',
      path: 'items[1].order',
    });
    expect(driver.calls).toEqual([]);
  });

  test.each([
    ['unknown', { type: 'picture' }, '"picture" is none of note,step'],
    ['absent', { text: 'a' }, 'undefined is none of note,step'],
    ['no text', { type: { note: 1 } }, '{"note":1} is none of note,step'],
  ])('a discriminator that is %s is refused, with the values that are known', async (_, value, message) => {
    const driver = new FaultyDriver();
    const parts = new PartStorage(session, driver);
    const error: unknown = await parts.add(value as unknown as Step).catch((rejection: unknown) => rejection);
    expect(error).toBeInstanceOf(ValidationError);
    expect(error).toMatchObject({ path: 'items[0].type', message: `items[0].type is invalid: ${message}` });
    expect(driver.calls).toEqual([]);
    await new StoredNotes(session, driver).add(value);
    await expect(new PartStorage(session, driver).get()).rejects.toThrow(message);
  });

  test('the model under `default` takes items whose discriminator is absent or unknown, and writes nothing into them', async () => {
    class AllParts extends DataModelArray.of('type', { step: Step, default: Anything }) {}
    class AllStorage extends Storage.of('notes', AllParts) {}
    const driver = new MemoryDriver();
    const items = [
      { text: 'a' },
      { type: 'picture', url: 'b' },
      { type: 'default' },
      { type: null },
      { type: ['step'] },
    ];
    await new StoredNotes(session, driver).add(...items);
    const parts = new AllStorage(session, driver);
    await parts.add({ text: 'c' }, { type: 'step', order: 1 });
    const classes = (await parts.get()).map((item) => item.constructor);
    expect(classes).toEqual([Anything, Anything, Anything, Anything, Anything, Anything, Step]);
    await parts.update((all) => all.toReversed());
    expect(await storedNotes(driver)).toEqual([{ type: 'step', order: 1 }, { text: 'c' }, ...items.toReversed()]);
  });
});

test('a discriminator that names a property of every object is unknown', () => {
  const parts = DataModelArray.of('type', { note: Note });
  for (const type of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const value = JSON.parse(JSON.stringify({ type }));
    expect(ask(parts, value)).toEqual({ issues: [{ path: ['type'], message: `"${type}" is none of note` }] });
  }
});

test('such a name can be a value or the discriminator itself', () => {
  const schema = z.object({ constructor: z.literal('toString') });
  class Odd extends DataModel.of(schema) {}
  const parts = DataModelArray.of('constructor', { toString: Odd });
  expect(ask(parts, { constructor: 'toString' })).toEqual({ value: expect.any(Odd) });
  expect(ask(parts, {})).toMatchObject({ issues: [{ path: ['constructor'] }] });
});

test('a number can be the discriminator', () => {
  class First extends DataModel.of(z.object({ version: z.literal(1) })) {}
  class Second extends DataModel.of(z.object({ version: z.literal(2), text: z.string() })) {}
  const versions = DataModelArray.of('version', { 1: First, 2: Second });
  expect(ask(versions, { version: 1 })).toEqual({ value: expect.any(First) });
  expect(ask(versions, { version: 2, text: 'a' })).toEqual({ value: expect.any(Second) });
});

test('a bare schema, or another array of models, can be one of the models', async () => {
  const inner = DataModelArray.of('type', { note: Note });
  const outer = DataModelArray.of('type', { note: inner, mark: z.object({ type: z.literal('mark') }) });
  class Parts extends Storage.of('parts', outer) {}
  const parts = new Parts(session, new MemoryDriver());
  await parts.add({ type: 'note', text: 'hello' }, { type: 'mark', ...{ future: 1 } });
  expect(await parts.get()).toEqual([Note.from({ type: 'note', text: 'hello' }), { type: 'mark', future: 1 }]);
});

test('what is no object has no discriminator', () => {
  for (const value of [null, undefined, 7, 'note']) {
    expect(ask(DataModelArray.of('type', { note: Note }), value)).toMatchObject({ issues: [{ path: ['type'] }] });
  }
});
