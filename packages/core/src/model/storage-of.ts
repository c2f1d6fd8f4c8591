import type { SessionIdentity, SessionIdentityFields } from '../identity/session-identity.ts';
import type { DriverSpec } from '../registry/driver-spec.ts';
import { Storage as BaseStorage } from '../storage/storage.ts';
import type { InputOf, ItemOf, StorableModel } from './item-of.ts';
import type { ObjectSchema } from './storable-schema.ts';
import { validate } from './validate.ts';

/** The base class of a storage whose items a model describes. */
export type ModelStorageClass<P extends string, M extends ObjectSchema> = (abstract new (
  identity: SessionIdentity | SessionIdentityFields,
  driver: DriverSpec,
) => BaseStorage<ItemOf<M>, InputOf<M>>) & { readonly prefix: P };

function storageOf<const P extends string, M extends ObjectSchema>(
  prefix: P,
  model: M & StorableModel<M>,
): ModelStorageClass<P, M> {
  abstract class ModelStorage extends BaseStorage<ItemOf<M>, InputOf<M>> {
    static readonly prefix = prefix;

    constructor(identity: SessionIdentity | SessionIdentityFields, driver: DriverSpec) {
      const validated = (value: unknown, name: string) => validate(model, value, name) as ItemOf<M>;
      super(identity, driver, {
        toItem: (value, place) => validated(value, `items[${place}]`),
        fromItem: (item) => validated(item, 'item'),
      });
    }
  }
  return ModelStorage;
}

export type Storage<T extends object = object, In = T> = BaseStorage<T, In>;

/**
 * One session's list of typed values, as a class to extend: `Storage.of(prefix, model)` where a model describes them,
 * `Storage<Note>` with a `static readonly prefix` where nothing is to be checked.
 *
 * @class
 */
// Marked as pure, so that bundlers leave it out, and the models with it, where a program needs histories alone.
export const Storage: typeof BaseStorage & {
  /**
   * The base class of a storage whose items a model describes: a DataModel class, a DataModelArray class or a bare
   * Standard Schema, synchronous. Items are validated when they are written, before any driver is called, and when they
   * are read: a stored one that is refused is a ValidationError that names it, and nothing is written over it. Where the
   * schema makes something new each time (an id, the time), `save()` sends a failed add again; another `add` does so only
   * of an instance, which has it already.
   */
  readonly of: typeof storageOf;
} = /* @__PURE__ */ Object.assign(BaseStorage, { of: storageOf });
