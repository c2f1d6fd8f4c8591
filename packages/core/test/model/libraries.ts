import type { StandardSchemaV1 } from '@standard-schema/spec';
import { type } from 'arktype';
import * as v from 'valibot';
import { z } from 'zod';

export interface NoteInput {
  readonly text: string;
  readonly done?: boolean | undefined;
  readonly author?: { name: string } | null | undefined;
  readonly parts?: { label: string }[] | undefined;
}

export interface NoteFields {
  text: string;
  done: boolean;
  author: { name: string } | null;
  parts: { label: string }[];
}

interface Text {
  text: string;
}

interface Step {
  type: 'step';
  order: number;
}

interface StepInput {
  readonly type?: 'step' | undefined;
  readonly order: number;
}

/** The same schemas in each library that the tests know. */
export interface Library {
  readonly name: string;
  /** A text that is not empty; the other fields have defaults. */
  readonly note: StandardSchemaV1<NoteInput, NoteFields>;
  /** Its type has a default. */
  readonly step: StandardSchemaV1<StepInput, Step>;
  /** Refuses fields that it does not know. */
  readonly strict: StandardSchemaV1<Text, Text>;
  /** Its check is asynchronous, and refuses. null: the library has none such. */
  readonly slow: StandardSchemaV1<Text, Text> | null;
  /** Its check throws that; zod then answers as if the check were asynchronous. */
  readonly throwing: (thrown: Error) => StandardSchemaV1<Text, Text>;
  /** `body` was the name of `text` in older items. */
  readonly renamed: StandardSchemaV1<unknown, Text>;
  /** Its elements come out in the order of their labels. */
  readonly sorted: StandardSchemaV1<{ parts: { label: string }[] }, { parts: { label: string }[] }>;
  /** Has an id that is another one each time. */
  readonly identified: StandardSchemaV1<Text, Text & { id: string }>;
}

function rename(item: object): object {
  const { body, ...others } = item as { body?: unknown };
  return body === undefined ? others : { ...others, text: body };
}

function sort<T extends { label: string }>(parts: T[]): T[] {
  return parts.toSorted((a, b) => (a.label < b.label ? -1 : 1));
}

async function refuseLater(): Promise<boolean> {
  return false;
}

const zodText = z.object({ text: z.string() });
const zodPart = z.object({ label: z.string() });
const valibotPart = v.object({ label: v.string() });
const arktypeText = type({ text: 'string' });
const arktypePart = type({ label: 'string' });

export const libraries: Library[] = [
  {
    name: 'zod',
    note: z.object({
      text: z.string().min(1),
      done: z.boolean().default(false),
      author: z.object({ name: z.string() }).nullable().default(null),
      parts: z.array(zodPart).default([]),
    }),
    step: z.object({ type: z.literal('step').default('step'), order: z.number() }),
    strict: z.strictObject({ text: z.string() }),
    slow: z.object({ text: z.string().refine(refuseLater) }),
    throwing: (thrown) =>
      zodText.transform(() => {
        throw thrown;
      }),
    renamed: z.preprocess((item) => rename(Object(item)), zodText),
    sorted: z.object({ parts: z.array(zodPart).transform(sort) }),
    identified: zodText.extend({ id: z.string().default(() => crypto.randomUUID()) }),
  },
  {
    name: 'valibot',
    note: v.object({
      text: v.pipe(v.string(), v.minLength(1)),
      done: v.optional(v.boolean(), false),
      author: v.optional(v.nullable(v.object({ name: v.string() })), null),
      parts: v.optional(v.array(valibotPart), []),
    }),
    step: v.object({ type: v.optional(v.literal('step'), 'step'), order: v.number() }),
    strict: v.strictObject({ text: v.string() }),
    slow: v.objectAsync({ text: v.pipeAsync(v.string(), v.checkAsync(refuseLater)) }),
    throwing: (thrown) =>
      v.pipe(
        v.object({ text: v.string() }),
        v.transform((): Text => {
          throw thrown;
        }),
      ),
    renamed: v.pipe(
      v.unknown(),
      v.transform((item) => rename(Object(item))),
      v.object({ text: v.string() }),
    ),
    sorted: v.object({ parts: v.pipe(v.array(valibotPart), v.transform(sort)) }),
    identified: v.object({ text: v.string(), id: v.optional(v.string(), () => crypto.randomUUID()) }),
  },
  {
    name: 'arktype',
    note: type({
      text: 'string > 0',
      done: 'boolean = false',
      author: type({ name: 'string' }).or('null').default(null),
      parts: arktypePart.array().default(() => []),
    }),
    step: type({ type: '"step" = "step"', order: 'number' }),
    strict: type({ '+': 'reject', text: 'string' }),
    slow: null,
    throwing: (thrown) =>
      arktypeText.pipe(() => {
        throw thrown;
      }),
    renamed: type('unknown').pipe((item) => rename(Object(item)), arktypeText),
    sorted: type({ parts: arktypePart.array().pipe(sort) }),
    identified: type({ text: 'string', id: type('string').default(() => crypto.randomUUID()) }),
  },
];
