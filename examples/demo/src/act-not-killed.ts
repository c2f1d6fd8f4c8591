import type { AgentStore, SessionIdentityFields } from '@agentstore/core';
import { continueConversation } from './continue-conversation.ts';
import { proveEqual } from './difference.ts';
import type { Message } from './message.ts';
import { say, showMessage, title } from './screen.ts';

/** Instead of the act in which a process is killed, for a driver whose memory goes with its process. */
export async function actNotKilled(
  store: AgentStore,
  session: SessionIdentityFields,
  messages: readonly Message[],
): Promise<void> {
  title('1. No process is killed');
  say('what the memory driver keeps lies in the process, and dies with it: any other driver outlives that');
  say('so this process adds the conversation, message by message, and goes on');
  await continueConversation(store.history<Message>(session), messages, (report) => {
    if ('acknowledged' in report) showMessage(messages, report.acknowledged);
  });
  proveEqual(await store.history<Message>(session).get(), messages);
}
