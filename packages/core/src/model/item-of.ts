import type { Input, ObjectSchema, Output, StorableSchema } from './storable-schema.ts';

type Class<T> = abstract new (...parameters: never) => T;

/** What a storage of that model gives: instances of a DataModel class or of one of an array's, or a schema's output. */
export type ItemOf<M extends ObjectSchema> = M extends new () => object
  ? Output<M>
  : M extends Class<infer I extends object>
    ? I
    : Output<M>;

/** What it takes: the same, or what its schema takes. */
export type InputOf<M extends ObjectSchema> = ItemOf<M> | Input<M>;

/** A bare schema must be fit to be stored; a class was made from one that is. */
export type StorableModel<M extends ObjectSchema> = M extends Class<object> ? M : StorableSchema<M>;
