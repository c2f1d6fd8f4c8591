import type { ProviderConfig } from '../config/config.ts';
import { type AgentStore, createStore } from '../config/store.ts';
import { ConfigError } from '../errors.ts';
import type { SessionIdentityFields } from '../identity/session-identity.ts';
import type { DriverSpec } from '../registry/driver-spec.ts';
import { ChatHistoryStorage, type ChatMessage } from '../storage/chat-history-storage.ts';
import type { Context } from './context.ts';

/** Which drivers an agent uses; what it leaves out comes from its provider's part of the config, then from the defaults. */
export interface AgentStorage extends ProviderConfig {
  /** Whose part of the config it is: a key of `providers`. */
  readonly provider?: string;
}

/** Beside the instances, not in them: a private member in the declaration would part the ESM and the CommonJS copy. */
const contexts = new WeakMap<object, Context>();

/**
 * The storage half of an agent. A subclass says in fields where its memory lies; they are read on first use. One instance a
 * session and request: so a field names a driver, or holds one that was made outside of the class, once.
 */
export abstract class Agent<M extends object = ChatMessage> implements AgentStorage {
  readonly session: Omit<SessionIdentityFields, 'agentName'>;
  readonly store: AgentStore;

  // `declare`: a subclass's field would meet one that is present and undefined.
  /** Default: the class's name. Set it where programs are minified: names of classes change there, and memory is lost. */
  declare readonly agentName?: string;
  declare readonly history?: DriverSpec;
  declare readonly storage?: DriverSpec;
  declare readonly usageStorage?: DriverSpec;
  declare readonly provider?: string;

  /** `store`: default, one in memory. */
  constructor(session: Omit<SessionIdentityFields, 'agentName'>, store?: AgentStore) {
    this.session = session;
    this.store = store ?? sharedMemory();
  }

  /** The session's storages. */
  context(): Context {
    const agentName = this.agentName ?? this.constructor.name;
    if (!agentName) throw new ConfigError('an agent whose class has no name needs an agentName');
    const context = contexts.get(this) ?? this.store.context({ ...this.session, agentName }, this);
    contexts.set(this, context);
    return context;
  }

  chatHistory(): ChatHistoryStorage<M> {
    return this.context().storage<ChatHistoryStorage<M>>(ChatHistoryStorage);
  }

  /**
   * Uses that history from now on, whatever the fields and the config say. Its driver is the caller's: `context()` saves and
   * removes what it holds, while the store does not list it.
   */
  setChatHistory(history: ChatHistoryStorage<M>): void {
    this.context().use(history);
  }
}

let memory: AgentStore | undefined;

/** For agents that are given no store: one for all of them. */
function sharedMemory(): AgentStore {
  memory ??= createStore();
  return memory;
}
