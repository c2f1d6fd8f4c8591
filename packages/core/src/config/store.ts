import type { StorageDriver } from '../driver/storage-driver.ts';
import { ConfigError } from '../errors.ts';
import type { IdentityFilter, RemovalFilter } from '../identity/identity-filter.ts';
import { type SessionIdentity, type SessionIdentityFields, sessionOf } from '../identity/session-identity.ts';
import { type ChatHistoryOptions, ChatHistoryStorage, type ChatMessage } from '../storage/chat-history-storage.ts';
import type { Config } from './config.ts';
import { DriverPool } from './driver-pool.ts';
import { resolveStorage } from './resolve-storage.ts';

/** One per process: owns the drivers that its configuration names, each made once, and closes them. */
export interface AgentStore extends AsyncDisposable {
  /** The messages of a session; a new Storage each time, for one request. */
  history<M extends object = ChatMessage>(
    session: SessionIdentityFields,
    options?: ChatHistoryOptions<M>,
  ): ChatHistoryStorage<M>;
  /** Sessions that have anything stored, each once whatever its scopes. */
  sessions(filter?: IdentityFilter): AsyncGenerator<SessionIdentity>;
  /** Removes every scope of every session that matches; how many sessions. */
  remove(filter: RemovalFilter): Promise<number>;
  /** Resolves once what the drivers have queued is stored. */
  flush(): Promise<void>;
  /** Closes the drivers that the store made. */
  close(): Promise<void>;
}

/** Makes the store; drivers are made when they are first needed, and connect when they are first used. */
export function createStore(config: Config = {}): AgentStore {
  const pool = new DriverPool(config);

  async function* lists(filter: IdentityFilter): AsyncGenerator<[StorageDriver, SessionIdentity], void, undefined> {
    for (const driver of pool.configured()) {
      for await (const identity of driver.list(filter)) yield [driver, identity];
    }
  }

  return {
    history(session, options) {
      return new ChatHistoryStorage(session, pool.driver(resolveStorage(config, { kind: 'history' }).spec), options);
    },
    async *sessions(filter = {}) {
      const seen = new Set<string>();
      for await (const [, identity] of lists(filter)) {
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
      const removed = new Set<string>();
      for await (const [driver, identity] of lists(filter)) {
        await driver.remove(identity);
        removed.add(sessionOf(identity).key);
      }
      return removed.size;
    },
    flush: () => pool.flush(),
    close: () => pool.close(),
    [Symbol.asyncDispose]: () => pool.close(),
  };
}
