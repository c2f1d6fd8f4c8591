import type { AgentStorage } from '../agent/agent.ts';
import { type Context, createContext } from '../agent/context.ts';
import type { StorageDriver } from '../driver/storage-driver.ts';
import { ConfigError, DriverError } from '../errors.ts';
import { type IdentityFilter, keyFilter, type RemovalFilter } from '../identity/identity-filter.ts';
import { SessionIdentity, type SessionIdentityFields, sessionOf } from '../identity/session-identity.ts';
import { type ChatHistoryOptions, ChatHistoryStorage, type ChatMessage } from '../storage/chat-history-storage.ts';
import type { Config } from './config.ts';
import { DriverPool } from './driver-pool.ts';
import { resolveStorage, type StorageKind } from './resolve-storage.ts';

/** A list, and the driver that keeps it. */
export interface StoredList {
  readonly identity: SessionIdentity;
  readonly driver: StorageDriver;
}

/** One per process: owns the drivers that its configuration names, each made once, and closes them. */
export interface AgentStore extends AsyncDisposable {
  /** The messages of a session; a new Storage each time, for one request. */
  history<M extends object = ChatMessage>(
    session: SessionIdentityFields,
    options?: ChatHistoryOptions<M>,
  ): ChatHistoryStorage<M>;
  /** The storages of a session; a new context each time, for one request. `agent`: what goes before the configuration. */
  context(session: SessionIdentityFields, agent?: AgentStorage): Context;
  /** The driver that keeps histories, usage or all else, by the configuration: to listen to a chain, or to set it up. */
  driver(kind: StorageKind): StorageDriver;
  /**
   * Every list that matches, with the driver that keeps it: each driver's in turn. They are those that the configuration
   * names or that an agent of this process has used; what other agents' own fields name is not known here.
   */
  lists(filter?: IdentityFilter): AsyncGenerator<StoredList>;
  /** Sessions that have anything stored, each once whatever its scopes; on the drivers of `lists`. */
  sessions(filter?: IdentityFilter): AsyncGenerator<SessionIdentity>;
  /**
   * Removes every scope of every session that matches, or the scope that the filter names; how many sessions. On the drivers
   * of `lists`: a program that removes what agents keep by fields of their own names their drivers in its configuration.
   */
  remove(filter: RemovalFilter): Promise<number>;
  /** Resolves once what the drivers have queued is stored. */
  flush(): Promise<void>;
  /** Closes the drivers that the store made. */
  close(): Promise<void>;
}

/** Makes the store; drivers are made when they are first needed, and connect when they are first used. */
export function createStore(config: Config = {}): AgentStore {
  const pool = new DriverPool(config);
  const driver = (kind: StorageKind, agent: AgentStorage = {}) =>
    pool.driver(resolveStorage(config, { kind, agent }).spec);

  async function* lists(filter: IdentityFilter = {}): AsyncGenerator<StoredList> {
    // Asked here too: what somebody else's driver lists in spite of the filter would be removed.
    const { matches } = keyFilter(filter);
    for (const keeper of pool.all()) {
      try {
        for await (const identity of keeper.list(filter)) if (matches(identity)) yield { identity, driver: keeper };
      } catch (cause) {
        throw DriverError.from(cause, { driver: keeper.name, operation: 'list' });
      }
    }
  }

  async function removeLists(filter: IdentityFilter, isMeant = (_: SessionIdentity) => true): Promise<number> {
    const removed = new Set<string>();
    for await (const { identity, driver } of lists(filter)) {
      if (!isMeant(identity)) continue;
      try {
        await driver.remove(identity);
      } catch (cause) {
        throw DriverError.from(cause, { driver: driver.name, operation: 'remove', identity: identity.key });
      }
      removed.add(sessionOf(identity).key);
    }
    return removed.size;
  }

  return {
    history(session, options) {
      return new ChatHistoryStorage(session, driver('history'), options);
    },
    context(fields, agent) {
      const identity = new SessionIdentity(fields);
      const session = sessionOf(identity);
      // A filter without a user, or a chat, means them all.
      const isOfSession = (list: SessionIdentity) =>
        sessionOf(list).key === session.key && (!identity.scope || `${list.scope}/`.startsWith(`${identity.scope}/`));
      return createContext(identity, {
        driverFor: (prefix) => driver(kindOf(prefix), agent),
        removeSession: () => {
          // From now on those of the agent are among them, also where it has not used them yet.
          pool.all(agent);
          return removeLists(session, isOfSession);
        },
      });
    },
    driver: (kind) => driver(kind),
    lists,
    async *sessions(filter) {
      const seen = new Set<string>();
      for await (const { identity } of lists(filter)) {
        const session = sessionOf(identity);
        if (seen.has(session.key)) continue;
        seen.add(session.key);
        yield session;
      }
    },
    async remove(filter) {
      if (Object.keys(filter).length === 0) {
        throw new ConfigError('remove() needs a field to go by: an empty filter would remove everything');
      }
      return removeLists(filter);
    },
    flush: () => pool.flush(),
    close: () => pool.close(),
    [Symbol.asyncDispose]: () => pool.close(),
  };
}

function kindOf(prefix: string): StorageKind {
  if (prefix === ChatHistoryStorage.prefix) return 'history';
  return prefix === 'usage' ? 'usageStorage' : 'storage';
}
