import type { StandardSchemaV1 } from '@standard-schema/spec';
import { ValidationError } from '../errors.ts';
import { Model } from './model.ts';
import type { Input, ObjectSchema, Output, StorableSchema } from './storable-schema.ts';
import { validate } from './validate.ts';

/** A class of values that a schema describes. It is a Standard Schema itself, so that models can be parts of others. */
export interface DataModelClass<In, Out extends object> {
  /** Holds what the schema makes of the value, defaults applied. ValidationError for what it refuses: see `cause`. */
  new (value: In): Readonly<Out>;
  /** The same as `new`, where a function is handier. */
  from<T>(this: new (value: In) => T, value: In): T;
  readonly '~standard': StandardSchemaV1.Props<In, Out>;
}

export const DataModel = {
  /**
   * The base class of a model, whose fields are declared once, in the schema:
   * `class Note extends DataModel.of(z.object({ text: z.string() })) {}`. It may have getters and methods.
   *
   * The schema must be synchronous, and what it makes must be JSON that it accepts again. Fields that it does not know
   * are kept beside the others, so that an old program's edits do not delete what a newer one wrote: a strict schema
   * refuses them, others store them. A field counts as unknown also where a transform leaves it out and never looks at
   * it. All own fields of an instance are stored: what is not to be stored is private, `#cache`. A public field that the
   * class itself gives a value has that value again whenever an item is read: what is to be kept stands in the schema.
   */
  of<S extends ObjectSchema>(schema: S & StorableSchema<S>): DataModelClass<Input<S>, Output<S>> {
    const type = class DataModel extends Model {
      constructor(value: unknown) {
        super(validate<object>(schema, value, new.target.name));
      }

      static from(value: unknown): DataModel {
        return new this(value);
      }

      static get '~standard'(): StandardSchemaV1.Props<unknown, object> {
        return { version: 1, vendor: 'agentstore', validate: (value) => resultOf(() => new this(value)) };
      }
    };
    return type as unknown as DataModelClass<Input<S>, Output<S>>;
  },
};

function resultOf(make: () => object): StandardSchemaV1.Result<object> {
  try {
    return { value: make() };
  } catch (error) {
    if (error instanceof ValidationError && Array.isArray(error.cause)) return { issues: error.cause };
    throw error;
  }
}
