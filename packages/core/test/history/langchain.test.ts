import {
  AIMessage,
  AIMessageChunk,
  type BaseMessage,
  ChatMessage,
  FunctionMessage,
  HumanMessage,
  mapChatMessagesToStoredMessages,
  mapStoredMessagesToChatMessages,
  type StoredMessage,
  SystemMessage,
  ToolMessage,
} from '@langchain/core/messages';
import { ValidationError } from '../../src/index.ts';
import { beginnings, storedHistory } from './stored-history.ts';

const conversation: BaseMessage[] = [
  new HumanMessage('The weather in Oslo and in Rome?'),
  new AIMessage({
    content: '',
    tool_calls: [
      { id: 'call_1', name: 'weather', args: { city: 'Oslo' } },
      { id: 'call_2', name: 'weather', args: { city: 'Rome' } },
    ],
  }),
  new ToolMessage({ content: 'sun', tool_call_id: 'call_2' }),
  new ToolMessage({ content: 'rain', tool_call_id: 'call_1', status: 'success' }),
  new AIMessage('Rain in Oslo, sun in Rome.'),
];

/** Messages of LangChain are instances: this is how they are stored and come back. */
const options = {
  toItem: (message: BaseMessage) => mapChatMessagesToStoredMessages([message])[0],
  fromItem: (item: object) => mapStoredMessagesToChatMessages([item as StoredMessage])[0] as BaseMessage,
};

test('messages of LangChain come back as instances of their classes', async () => {
  const messages: BaseMessage[] = await (await storedHistory(conversation, options)).forModel({});
  for (const [at, message] of messages.entries()) expect(message).toBeInstanceOf(conversation[at]?.constructor);
  expect(mapChatMessagesToStoredMessages(messages)).toEqual(mapChatMessagesToStoredMessages(conversation));
});

test('without a conversion they are refused: JSON would not bring them back', async () => {
  await expect(storedHistory(conversation)).rejects.toThrow(ValidationError);
});

test('a ToolMessage comes with the AIMessage that made the call', async () => {
  expect(await beginnings(conversation, options)).toEqual([0, 1, 4]);
});

test('that holds for stored messages too', async () => {
  const stored: StoredMessage[] = mapChatMessagesToStoredMessages(conversation);
  const messages: StoredMessage[] = await (await storedHistory(stored)).forModel({});
  expect(JSON.stringify(messages)).toBe(JSON.stringify(stored));
  expect(await beginnings(stored)).toEqual([0, 1, 4]);
});

test('calls that came in chunks, and calls that could not be parsed, come with their results', async () => {
  const chunk = { id: 'call_1', name: 'weather', args: '{"city":"Oslo"}', index: 0 };
  const messages: BaseMessage[] = [
    new HumanMessage('The weather in Oslo?'),
    new AIMessageChunk({ content: '', tool_call_chunks: [chunk] }),
    new ToolMessage({ content: 'rain', tool_call_id: 'call_1' }),
    new AIMessage({ content: '', invalid_tool_calls: [{ id: 'call_2', name: 'weather', args: '{"ci' }] }),
    new ToolMessage({ content: 'no JSON', tool_call_id: 'call_2', status: 'error' }),
    new AIMessage({ content: '', additional_kwargs: { function_call: { name: 'weather', arguments: '{}' } } }),
    new FunctionMessage({ name: 'weather', content: 'rain' }),
  ];
  expect(await beginnings(messages, options)).toEqual([0, 1, 3, 5]);
  expect(await beginnings(mapChatMessagesToStoredMessages(messages))).toEqual([0, 1, 3, 5]);
});

test('system messages at the beginning are kept', async () => {
  const system = [new SystemMessage('Be brief.'), new ChatMessage('Be kind.', 'developer')];
  const history = await storedHistory([...system, ...conversation], options);
  const texts = (await history.forModel({ messages: 1 })).map(({ text }) => text);
  expect(texts).toEqual(['Be brief.', 'Be kind.', 'Rain in Oslo, sun in Rome.']);
  const stored = mapChatMessagesToStoredMessages([...system, ...conversation]);
  const kept = (await (await storedHistory(stored)).forModel({ messages: 1 })).map(({ data }) => data.content);
  expect(kept).toEqual(texts);
});
