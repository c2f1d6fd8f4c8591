import { allSettled } from '../driver/all-settled.ts';
import { ConfigError } from '../errors.ts';
import type { SessionIdentity } from '../identity/session-identity.ts';
import type { DriverSpec } from '../registry/driver-spec.ts';

/** What a context keeps: any Storage. */
export interface SessionStorage {
  save(): Promise<void>;
  remove(): Promise<void>;
}

/** A class of storages, each of which has its own list in a session: `static readonly prefix = 'notes'`. */
export interface StorageClass<S> {
  new (identity: SessionIdentity, driver: DriverSpec): S;
  readonly prefix: string;
}

/** One session's storages, for one request: a Storage caches what it loaded. */
export interface Context {
  readonly identity: SessionIdentity;
  /** The one instance of that storage in this context. ConfigError where another class has taken its prefix. */
  storage<S extends SessionStorage>(type: StorageClass<S>): S;
  /** Takes that instance, instead of the one that the context has or would make. */
  use(storage: SessionStorage): void;
  /** Sends again what the storages could not. Rejects with the first failure, after all were tried. */
  save(): Promise<void>;
  /** Removes all that the session has, used here or not. */
  remove(): Promise<void>;
}

export interface ContextParts {
  /** Which driver keeps the storages of that prefix. */
  readonly driverFor: (prefix: string) => DriverSpec;
  /** Removes every list of the session. */
  readonly removeSession: () => Promise<unknown>;
}

export function createContext(identity: SessionIdentity, { driverFor, removeSession }: ContextParts): Context {
  const storages = new Map<string, SessionStorage>();
  return {
    identity,
    storage<S extends SessionStorage>(type: StorageClass<S>): S {
      const { prefix } = type;
      const storage = storages.get(prefix) ?? new type(identity, driverFor(prefix));
      storages.set(prefix, storage);
      if (isOf(type, storage)) return storage;
      throw new ConfigError(
        `"${prefix}" is a ${storage.constructor.name} in this context: give ${type.name} another prefix; ` +
          'a subclass must be asked for before its base class',
      );
    },
    use(storage) {
      storages.set((storage.constructor as StorageClass<SessionStorage>).prefix, storage);
    },
    save: () => allSettled([...storages.values()].map((storage) => storage.save())),
    async remove() {
      // Each by itself as well, so that it forgets what it has loaded and what it could not send.
      await allSettled([...storages.values()].map((storage) => storage.remove()));
      await removeSession();
    },
  };
}

function isOf<S extends SessionStorage>(type: StorageClass<S>, storage: SessionStorage): storage is S {
  return storage instanceof type || isLike(storage, (type as unknown as { readonly prototype: object }).prototype);
}

/**
 * Classes of two copies of this package (ESM and CommonJS) have no ancestor in common: there a storage goes by what it can
 * do. Of one copy, `instanceof` has said all.
 */
function isLike(storage: SessionStorage, prototype: object): boolean {
  const parent: object | null = Object.getPrototypeOf(prototype);
  if (!parent) return true;
  if (Object.prototype.isPrototypeOf.call(prototype, storage)) return false;
  return Object.getOwnPropertyNames(prototype).every((name) => name in storage) && isLike(storage, parent);
}
