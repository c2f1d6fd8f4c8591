import { type ChatHistoryOptions, ChatHistoryStorage, MemoryDriver } from '../../src/index.ts';

const session = { agentName: 'support', userId: 'u1', chatName: 'c1' };

/** A history that holds these messages, by an instance that has not seen them: they come out of what is stored. */
export async function storedHistory<M extends object>(
  messages: readonly M[],
  options: ChatHistoryOptions<M> = {},
): Promise<ChatHistoryStorage<M>> {
  const driver = new MemoryDriver();
  await new ChatHistoryStorage<M>(session, driver, options).add(...messages);
  return new ChatHistoryStorage<M>(session, driver, options);
}

/** Where what a model gets may begin, as places in the history, for messages that no system message leads. */
export async function beginnings<M extends object>(
  messages: readonly M[],
  options: ChatHistoryOptions<M> = {},
): Promise<number[]> {
  const history = await storedHistory(messages, options);
  const places = new Set<number>();
  for (let limit = 1; limit <= messages.length; limit++) {
    places.add(messages.length - (await history.forModel({ messages: limit })).length);
  }
  return [...places].sort((a, b) => a - b);
}
