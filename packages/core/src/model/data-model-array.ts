import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { ItemOf, StorableModel } from './item-of.ts';
import type { Input, ObjectSchema } from './storable-schema.ts';

/** A class that stands for one of several models. It is a Standard Schema itself, as they are. */
export interface DataModelArrayClass<In, Out> {
  new (): object;
  readonly '~standard': StandardSchemaV1.Props<In, Out>;
}

interface Models {
  readonly [value: string]: ObjectSchema;
}

/** Each model's field of that name takes the value under which the model stands. */
type Discriminated<D extends string, M extends Models> = {
  readonly [V in keyof M]: StorableModel<M[V]> & (V extends ValueOf<D, M[V]> | 'default' ? unknown : Standing<D, V>);
};
type ValueOf<D extends string, M extends ObjectSchema> = ItemOf<M>[D & keyof ItemOf<M>];
type Standing<D extends string, V> = StandardSchemaV1<unknown, { readonly [N in D]: V }>;

type OneOf<M extends Models> = { [V in keyof M]: ItemOf<M[V]> }[keyof M];
/** Instances, or what their schemas take; the discriminator is what tells which one. */
type InputOfOne<D extends string, M extends Models> = {
  [V in keyof M]: ItemOf<M[V]> | (Input<M[V]> & (V extends 'default' ? unknown : { readonly [N in D]: V }));
}[keyof M];

export const DataModelArray = {
  /**
   * Items of several models, told apart by the value of one field, the discriminator:
   * `class Parts extends DataModelArray.of('type', { note: Note, summary: Summary }) {}`. The key `default` takes items
   * whose discriminator is absent or unknown, and nothing is written into them; without it they are a ValidationError.
   */
  of<const D extends string, M extends Models>(
    discriminator: D,
    models: M & Discriminated<D, M>,
  ): DataModelArrayClass<InputOfOne<D, M>, OneOf<M>> {
    // A map, so that `constructor` and `__proto__` are values like others.
    const byValue = new Map<unknown, ObjectSchema>(Object.entries<ObjectSchema>(models));
    const validate = (item: unknown) => {
      const value: unknown = Object(item)[discriminator];
      const model = byValue.get(typeof value === 'number' ? String(value) : value) ?? byValue.get('default');
      if (model) return model['~standard'].validate(item);
      const message = `${JSON.stringify(value)} is none of ${[...byValue.keys()]}`;
      return { issues: [{ path: [discriminator], message }] };
    };
    const type: object = Object.assign(class {}, { '~standard': { version: 1, vendor: 'agentstore', validate } });
    return type as DataModelArrayClass<InputOfOne<D, M>, OneOf<M>>;
  },
};
