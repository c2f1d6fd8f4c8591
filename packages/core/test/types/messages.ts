// That a history keeps each framework's messages typed as that framework types them, and each `@ts-expect-error` a mistake
// that the types must catch. Type-checked, never run.
import { ChatHistoryStorage, createStore, type ModelLimit, type ToolCalls } from '@agentstore/core';
import type { ModelMessage } from '@ai-sdk/provider-utils';
import type { MessageParam } from '@anthropic-ai/sdk/resources/messages';
import {
  type BaseMessage,
  mapChatMessagesToStoredMessages,
  mapStoredMessagesToChatMessages,
  type StoredMessage,
} from '@langchain/core/messages';
import type { UIMessage } from 'ai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import type { ResponseInputItem } from 'openai/resources/responses/responses';

const session = { agentName: 'types' };

const chat = new ChatHistoryStorage<ChatCompletionMessageParam>(session, 'memory');
chat.add({ role: 'user', content: 'hi' }, { role: 'tool', tool_call_id: 'x', content: 'ok' });
const chatMessages: Promise<ChatCompletionMessageParam[]> = chat.forModel({ messages: 20 });
// @ts-expect-error a tool's message of OpenAI needs its call
chat.add({ role: 'tool', content: 'ok' });

const responses = new ChatHistoryStorage<ResponseInputItem>(session, 'memory');
responses.add({ type: 'function_call', call_id: 'x', name: 'f', arguments: '{}' }, { role: 'user', content: 'hi' });
const items: Promise<ResponseInputItem[]> = responses.forModel({});
// @ts-expect-error an item of OpenAI Responses needs its fields
responses.add({ type: 'function_call', name: 'f' });

const model = new ChatHistoryStorage<ModelMessage>(session, 'memory');
model.add({ role: 'assistant', content: [{ type: 'tool-call', toolCallId: 'x', toolName: 'f', input: {} }] });
const modelMessages: Promise<ModelMessage[]> = model.forModel({ messages: 20 });
// @ts-expect-error a model message of the AI SDK has no such role
model.add({ role: 'human', content: 'hi' });

type Metadata = { readonly seconds: number };
const ui = createStore().history<UIMessage<Metadata>>(session);
ui.add({ id: '1', role: 'user', parts: [{ type: 'text', text: 'hi' }], metadata: { seconds: 1 } });
const uiMessages: Promise<UIMessage<Metadata>[]> = ui.forModel({ messages: 20 });
const seconds: Promise<number | undefined> = ui.getLast().then((message) => message?.metadata?.seconds);
// @ts-expect-error a UI message has parts
ui.add({ id: '1', role: 'user', content: 'hi' });

const anthropic = new ChatHistoryStorage<MessageParam>(session, 'memory');
anthropic.add({ role: 'user', content: [{ type: 'tool_result', tool_use_id: 'x', content: 'ok' }] });
const params: Promise<MessageParam[]> = anthropic.get();
// @ts-expect-error a result of Anthropic needs its call
anthropic.add({ role: 'user', content: [{ type: 'tool_result', content: 'ok' }] });

const langChain = new ChatHistoryStorage<BaseMessage>(session, 'memory', {
  toItem: (message) => mapChatMessagesToStoredMessages([message])[0],
  fromItem: (item: object) => mapStoredMessagesToChatMessages([item as StoredMessage])[0] as BaseMessage,
});
const baseMessages: Promise<BaseMessage[]> = langChain.forModel({ messages: 20 });
const stored: Promise<StoredMessage[]> = new ChatHistoryStorage<StoredMessage>(session, 'memory').forModel({});

chat.forModel({ tokens: 8_000, countTokens: ({ role }) => role.length });
const limit: ModelLimit<UIMessage> = { messages: 9, tokens: 9, countTokens: async ({ parts }) => parts.length };
// @ts-expect-error nobody would count the tokens
chat.forModel({ tokens: 8_000 });
// @ts-expect-error there is nothing to count for
chat.forModel({ countTokens: () => 1 });
// @ts-expect-error a typo in a limit
chat.forModel({ mesages: 20 });
// @ts-expect-error a limit that may be undefined would be none
chat.forModel({ messages: undefined });
// @ts-expect-error a counter counts
chat.forModel({ tokens: 8_000, countTokens: () => 'many' });

interface Step {
  readonly asks?: string;
}
const toolCalls = ({ asks }: Step): ToolCalls => ({ opens: asks === undefined ? [] : [asks], closes: [] });
new ChatHistoryStorage<Step>(session, 'memory', { toolCalls });
// @ts-expect-error calls are named by texts
new ChatHistoryStorage<Step>(session, 'memory', { toolCalls: () => ({ opens: [1], closes: [] }) });
// @ts-expect-error a message of this history has no such field
new ChatHistoryStorage<Step>(session, 'memory', { toolCalls: ({ tells }) => ({ opens: [], closes: [tells] }) });

void [chatMessages, items, modelMessages, uiMessages, seconds, params, baseMessages, stored, limit];
