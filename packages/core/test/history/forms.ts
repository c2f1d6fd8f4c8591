import type { ModelMessage } from '@ai-sdk/provider-utils';
import type { MessageParam } from '@anthropic-ai/sdk/resources/messages';
import {
  AIMessage,
  type BaseMessage,
  HumanMessage,
  mapChatMessagesToStoredMessages,
  mapStoredMessagesToChatMessages,
  type StoredMessage,
  SystemMessage,
  ToolMessage,
} from '@langchain/core/messages';
import type { UIMessage } from 'ai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import type { ChatHistoryOptions, ChatHistoryStorage } from '../../src/index.ts';
import type { Abilities, Call, Turn } from './conversations.ts';
import { toResponseItem } from './response-items.ts';
import { storedHistory } from './stored-history.ts';

/** How a framework writes a conversation. */
export interface Form {
  readonly name: string;
  readonly abilities: Abilities;
  store(turns: readonly Turn[]): Promise<ChatHistoryStorage<object>>;
}

/** Messages as a software-engineering agent keeps them, in the transcripts that its project publishes. */
export interface AgentMessage {
  readonly role: string;
  readonly content: string;
  readonly tool_calls?: readonly { readonly id: string; readonly type: 'function' }[];
  readonly tool_call_ids?: readonly string[];
}

/** Messages that nobody knows. */
interface Step {
  readonly role?: 'system';
  readonly text: number;
  readonly asks: readonly string[];
  readonly tells: readonly string[];
}

export const forms: readonly Form[] = [
  form('OpenAI chat', {}, toChatCompletion),
  form('OpenAI chat with functions', { calls: 1 }, toFunctionChat),
  form('OpenAI Responses', { calls: 1, reasoning: true }, toResponseItem),
  form('AI SDK model messages', { results: 3, both: true }, toModelMessage),
  form('AI SDK UI messages', { calls: 0, results: 0, both: true }, toUIMessage),
  form('Anthropic', { results: 3, both: true }, toMessageParam),
  form('LangChain', {}, toLangChain, {
    toItem: toStored,
    fromItem: (item: object) => mapStoredMessagesToChatMessages([item as StoredMessage])[0] as BaseMessage,
  }),
  form('stored LangChain', {}, (turn) => toStored(toLangChain(turn))),
  form('agent transcripts', { results: 3 }, toAgentMessage),
  form('messages of the user', { results: 3, both: true }, toStep, {
    toolCalls: ({ asks, tells }) => ({ opens: asks, closes: tells }),
  }),
];

function form<M extends object>(
  name: string,
  held: Partial<Abilities>,
  write: (turn: Turn) => M,
  options?: ChatHistoryOptions<M>,
): Form {
  const abilities = { calls: 3, results: 1, both: false, reasoning: false, ...held };
  return { name, abilities, store: (turns) => storedHistory<M>(turns.map(write), options) };
}

function toChatCompletion({ at, kind, makes, answers }: Turn): ChatCompletionMessageParam {
  const content = `${at}`;
  if (kind === 'system' || kind === 'user') return { role: kind, content };
  if (kind === 'results') return { role: 'tool', tool_call_id: idOf(answers), content };
  const call = { type: 'function' as const, function: { name: 'run', arguments: '{}' } };
  if (makes.length === 0) return { role: 'assistant', content };
  return { role: 'assistant', content, tool_calls: makes.map(({ id }) => ({ ...call, id })) };
}

function toFunctionChat({ at, kind, makes, answers }: Turn): ChatCompletionMessageParam {
  const content = `${at}`;
  if (kind === 'system' || kind === 'user') return { role: kind, content };
  if (kind === 'results') return { role: 'function', name: idOf(answers), content };
  if (makes.length === 0) return { role: 'assistant', content };
  return { role: 'assistant', content, function_call: { name: idOf(makes), arguments: '{}' } };
}

function toModelMessage({ at, kind, makes, answers }: Turn): ModelMessage {
  const text = `${at}`;
  const output = { type: 'text' as const, value: text };
  const results = answers.map(({ id }) => ({ type: 'tool-result' as const, toolCallId: id, toolName: 'run', output }));
  if (kind === 'system' || kind === 'user') return { role: kind, content: text };
  if (kind === 'results') return { role: 'tool', content: results };
  const calls = makes.map(({ id }) => ({ type: 'tool-call' as const, toolCallId: id, toolName: 'run', input: {} }));
  return { role: 'assistant', content: [{ type: 'text', text }, ...calls, ...results] };
}

function toUIMessage({ at, kind, makes }: Turn): UIMessage {
  const text = { type: 'text' as const, text: `${at}` };
  if (kind === 'system' || kind === 'user') return { id: `${at}`, role: kind, parts: [text] };
  const state = 'output-available' as const;
  const calls = makes.map(({ id }) => ({ type: 'tool-call' as const, toolCallId: id, state, input: {}, output: 'ok' }));
  return { id: `${at}`, role: 'assistant', parts: [text, ...calls] };
}

/** Anthropic's system prompt is no message; who keeps it in the history keeps it as one of the developer. */
function toMessageParam({ at, kind, makes, answers }: Turn): MessageParam | { role: 'system'; content: string } {
  const text = { type: 'text' as const, text: `${at}` };
  if (kind === 'system') return { role: kind, content: `${at}` };
  const results = answers.map(({ id }) => ({ type: 'tool_result' as const, tool_use_id: id }));
  if (kind === 'user' || kind === 'results') return { role: 'user', content: [...results, text] };
  const calls = makes.map(({ id }) => ({ type: 'tool_use' as const, id, name: 'run', input: {} }));
  return { role: 'assistant', content: [text, ...calls, ...results] };
}

function toLangChain({ at, kind, makes, answers }: Turn): BaseMessage {
  const content = `${at}`;
  if (kind === 'system') return new SystemMessage(content);
  if (kind === 'user') return new HumanMessage(content);
  if (kind === 'results') return new ToolMessage({ content, tool_call_id: idOf(answers) });
  return new AIMessage({ content, tool_calls: makes.map(({ id }) => ({ id, name: 'run', args: {} })) });
}

function toStored(message: BaseMessage): StoredMessage {
  return mapChatMessagesToStoredMessages([message])[0] as StoredMessage;
}

export function toAgentMessage({ at, kind, makes, answers }: Turn): AgentMessage {
  const content = `${at}`;
  if (kind === 'system' || kind === 'user') return { role: kind, content };
  if (kind === 'results') return { role: 'tool', content, tool_call_ids: answers.map(({ id }) => id) };
  if (makes.length === 0) return { role: 'assistant', content };
  return { role: 'assistant', content, tool_calls: makes.map(({ id }) => ({ id, type: 'function' })) };
}

function toStep({ at, kind, makes, answers }: Turn): Step {
  const step = { text: at, asks: makes.map(({ id }) => id), tells: answers.map(({ id }) => id) };
  return kind === 'system' ? { ...step, role: kind } : step;
}

function idOf([call]: readonly Call[]): string {
  return call?.id ?? '';
}
