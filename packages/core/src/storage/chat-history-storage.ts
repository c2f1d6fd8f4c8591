import { ConfigError } from '../errors.ts';
import type { ToolCalls } from '../history/call-groups.ts';
import type { ModelLimit } from '../history/model-limit.ts';
import type { SessionIdentity, SessionIdentityFields } from '../identity/session-identity.ts';
import type { DriverSpec } from '../registry/driver-spec.ts';
import { Storage, type StorageOptions, stateOf } from './storage.ts';

/** The least that a message is. Name your framework's own type: `ChatHistoryStorage<UIMessage>`. */
export type ChatMessage = { readonly role: string; readonly content?: unknown };

export interface ChatHistoryOptions<M extends object> extends StorageOptions<M> {
  /**
   * Which calls a message makes and answers, for `forModel`. Default: known for OpenAI chat and Responses, the AI SDK,
   * Anthropic and LangChain.
   */
  readonly toolCalls?: (message: M) => ToolCalls;
}

/** The messages of one chat, kept as the framework in use made them. */
export class ChatHistoryStorage<M extends object = ChatMessage> extends Storage<M> {
  static readonly prefix = 'history';

  constructor(identity: SessionIdentity | SessionIdentityFields, driver: DriverSpec, options?: ChatHistoryOptions<M>) {
    super(identity, driver, options);
  }

  /**
   * What fits a model call: the leading system messages, and the newest messages, oldest first, as the caller's own copies.
   * Tool calls and their results come together or not at all. The last of these groups comes in any case, even alone too
   * big. What is stored stays as it is. A limit that cannot be meant so, or a counter that gives no number, is a ConfigError;
   * what a counter throws comes out as it is.
   */
  async forModel(limit: ModelLimit<M>): Promise<M[]> {
    const { forModel } = await import('../history/for-model.ts');
    return forModel(this, limit, stateOf(this) as ChatHistoryOptions<M>, ConfigError);
  }
}
