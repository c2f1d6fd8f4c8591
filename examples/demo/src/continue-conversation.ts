import type { ChatHistoryStorage } from '@agentstore/core';
import type { Message } from './message.ts';

/** What a writer tells while it works. Messages are counted from 1. */
export type Report = { readonly found: number } | { readonly adding: number } | { readonly acknowledged: number };

/**
 * Adds what the history lacks of a conversation, message by message. All that it knows of earlier processes is what they
 * stored. Both acts run this.
 */
export async function continueConversation(
  history: ChatHistoryStorage<Message>,
  messages: readonly Message[],
  tell: (report: Report) => Promise<void> | void,
): Promise<void> {
  const found = await history.count();
  await tell({ found });
  for (const [at, message] of messages.entries()) {
    if (at < found) continue;
    await tell({ adding: at + 1 });
    await history.add(message);
    await tell({ acknowledged: at + 1 });
  }
}
