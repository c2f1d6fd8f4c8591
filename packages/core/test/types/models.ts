// What models' types must accept, and each `@ts-expect-error` a mistake that they must catch. Type-checked, never run.
import { DataModel, DataModelArray, type Item, MemoryDriver, Storage } from '@agentstore/core';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { type } from 'arktype';
import * as v from 'valibot';
import { z } from 'zod';

const session = { agentName: 'a' };

// The same model by each library.
class ZodNote extends DataModel.of(
  z.object({ text: z.string(), done: z.boolean().default(false), tags: z.array(z.string()).optional() }),
) {
  get short(): string {
    return this.text.slice(0, 80);
  }
}
class ValibotNote extends DataModel.of(v.object({ text: v.string(), done: v.optional(v.boolean(), false) })) {}
class ArktypeNote extends DataModel.of(type({ text: 'string', done: 'boolean = false' })) {}
const isDone: boolean[] = [ZodNote.from({ text: 'x' }).done, new ValibotNote({ text: 'x' }).done];
const isAlsoDone: boolean = ArktypeNote.from(ValibotNote.from({ text: 'x' })).done;
const made: ZodNote = ZodNote.from({ text: 'x' });
const short: string = new ZodNote(made).short;
// @ts-expect-error a field that is missing
ZodNote.from({ done: true });
// @ts-expect-error a typo in a field
ValibotNote.from({ text: 'x', dnoe: true });
// @ts-expect-error a field of the wrong type
new ArktypeNote({ text: 1 });
// @ts-expect-error an instance does not change
made.text = 'y';
// @ts-expect-error a getter is no field of the schema
ZodNote.from({ text: 'x', short: 'x' });

// What may be stored.
DataModel.of(z.object({ id: z.string().brand('id'), kind: z.enum(['a', 'b']), of: z.record(z.string(), z.unknown()) }));
DataModel.of(z.object({ at: z.union([z.iso.datetime(), z.date().transform((date) => date.toISOString())]) }));
DataModel.of(z.preprocess((item) => item, z.object({ text: z.string() })));
const union = DataModel.of(z.union([z.object({ a: z.string() }), z.object({ b: z.tuple([z.number(), z.null()]) })]));
const schema: StandardSchemaV1<{ readonly a?: number }, { a: number }> = type({ a: 'number = 1' });
DataModel.of(schema);
DataModel.of(ZodNote);
DataModel.of(z.object({ json: z.json(), item: z.custom<Item>() }));
DataModel.of(v.object({ tags: v.pipe(v.array(v.string()), v.readonly()) }));
const category = z.object({
  get inner() {
    return z.array(category);
  },
});
DataModel.of(category);
// @ts-expect-error JSON has no dates
DataModel.of(v.object({ at: v.date() }));
// @ts-expect-error JSON has no dates, in arrays either
DataModel.of(type({ dates: 'Date[]' }));
// @ts-expect-error JSON has no integers without limit
DataModel.of(z.object({ count: z.bigint() }));
// @ts-expect-error JSON has no maps
DataModel.of(z.object({ deep: z.object({ map: z.map(z.string(), z.string()) }) }));
// @ts-expect-error an item is an object, not an array
DataModel.of(z.array(z.string()));
// @ts-expect-error nor a text
DataModel.of(z.string());
const wrapped = v.pipe(
  v.string(),
  v.transform((text) => ({ text })),
);
// @ts-expect-error what is stored (an object) would not be read back (a text)
DataModel.of(wrapped);
// @ts-expect-error no schema
DataModel.of({ text: 'string' });

// One of several models.
class Note extends DataModel.of(z.object({ type: z.literal('note'), text: z.string() })) {
  shout(): string {
    return this.text.toUpperCase();
  }
}
class Step extends DataModel.of(z.object({ type: z.literal('step').default('step'), order: z.number() })) {}
class Parts extends DataModelArray.of('type', { note: Note, step: Step }) {}
class Anything extends DataModel.of(z.looseObject({})) {}
DataModelArray.of('type', { note: Note, default: Anything });
DataModelArray.of('type', { note: Note, mark: z.object({ type: z.literal('mark') }) });
DataModelArray.of('version', { 1: z.object({ version: z.literal(1) }), 2: z.object({ version: z.literal(2) }) });
// @ts-expect-error a model under another one's value
DataModelArray.of('type', { note: Step });
// @ts-expect-error a model without the discriminator
DataModelArray.of('type', { note: Note, zod: ZodNote });
// @ts-expect-error a typo in the discriminator
DataModelArray.of('tpye', { note: Note });
// @ts-expect-error no model
DataModelArray.of('type', { note: class {} });
// @ts-expect-error a schema that cannot be stored
DataModelArray.of('type', { note: z.object({ type: z.literal('note'), at: z.date() }) });

// Storages.
class Notes extends Storage.of('notes', ZodNote) {
  async addAll(texts: readonly string[]): Promise<void> {
    await this.add(...texts.map((text) => ({ text })), ZodNote.from({ text: 'last' }));
  }
}
class PartStorage extends Storage.of('parts', Parts) {}
class BareStorage extends Storage.of('bare', v.object({ a: v.optional(v.number(), 1) })) {}
const prefix: 'notes' = Notes.prefix;
const notes = new Notes(session, new MemoryDriver());
const items: ZodNote[] = await notes.get();
const shorts: string[] = items.map((item) => item.short);
const parts = new PartStorage(session, 'memory');
const shouts: (string | number)[] = (await parts.get()).map((part) =>
  part.type === 'note' ? part.shout() : part.order,
);
await parts.add({ type: 'step', order: 1 }, Step.from({ order: 2 }), { type: 'note', text: 'x' });
await notes.update((all) => all.map((item) => ({ ...item, text: item.short })));
const bare: Promise<{ a: number }[]> = new BareStorage(session, 'memory').get();
await new BareStorage(session, 'memory').add({});
const removed: number = await parts.removeItem((part) => part.type === 'step' && part.order > 3);
// @ts-expect-error a field that is missing
await notes.add({ done: true });
// @ts-expect-error a typo in a field
await notes.set([{ text: 'x', dnoe: true }]);
// @ts-expect-error without its discriminator an item could be anything
await parts.add({ order: 1 });
// @ts-expect-error a model that the storage does not have
await parts.add({ type: 'picture' });
// @ts-expect-error fields of one model with the discriminator of another
await parts.add({ type: 'note', order: 1 });
// @ts-expect-error an update gives items
await notes.update(() => [1]);
// @ts-expect-error what is no field of every model needs a look at the discriminator
(await parts.getLast())?.shout();
// @ts-expect-error a base class has no instances
new (Storage.of('notes', ZodNote))(session, 'memory');
// @ts-expect-error a schema that cannot be stored
Storage.of('dates', z.object({ at: z.date() }));
// @ts-expect-error a schema whose output it does not take
Storage.of('lengths', z.object({ text: z.string().transform((text) => text.length) }));
// @ts-expect-error no model
Storage.of('notes', Notes);
// @ts-expect-error a storage takes an identity and a driver
new Notes('memory');

void [isDone, isAlsoDone, short, union, prefix, shorts, shouts, bare, removed];
