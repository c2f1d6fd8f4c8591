import { Storage, type StorageOptions } from './storage.ts';

/** The least that a message is. Name your framework's own type: `ChatHistoryStorage<UIMessage>`. */
export type ChatMessage = { readonly role: string; readonly content?: unknown };

export type ChatHistoryOptions<M extends object> = StorageOptions<M>;

/** The messages of one chat, kept as the framework in use made them. */
export class ChatHistoryStorage<M extends object = ChatMessage> extends Storage<M> {
  static readonly prefix = 'history';
}
