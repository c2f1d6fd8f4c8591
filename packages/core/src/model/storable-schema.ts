import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Json } from '../item.ts';

/** A schema for objects, of any library that speaks Standard Schema (zod, valibot, arktype), or a model's class. */
export type ObjectSchema = StandardSchemaV1<unknown, object>;

export type Input<S extends StandardSchemaV1> = StandardSchemaV1.InferInput<S>;
export type Output<S extends StandardSchemaV1> = StandardSchemaV1.InferOutput<S>;

type NoJson =
  | Date
  | bigint
  | symbol
  | ((...parameters: never) => unknown)
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>
  | ArrayBufferView;

// The first question ends the recursion for Json itself, and for branded texts.
type Storable<T> = T extends Json | undefined
  ? T
  : unknown extends T
    ? T
    : T extends NoJson
      ? 'JSON cannot carry this'
      : { [K in keyof T]: Storable<T[K]> };

type StorableItem<T> = T extends readonly unknown[] ? 'an item is an object, not an array' : Storable<T>;

/** JSON.parse gives arrays that may change: a readonly one fits where the other is asked for. */
type Writable<T> = T extends Json | undefined ? T : T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T;

type IsStorable<In, Out> = Out extends StorableItem<Out> ? (Writable<Out> extends In ? true : false) : false;

/** The output must be JSON and be accepted again as input: what was stored is validated when it is read. */
export type StorableSchema<S extends ObjectSchema> =
  IsStorable<Input<S>, Output<S>> extends true ? S : StandardSchemaV1<Input<S>, StorableItem<Output<S>> & Input<S>>;
