import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import { beginnings, storedHistory } from './stored-history.ts';

const weather: ChatCompletionMessageParam[] = [
  { role: 'user', content: 'The weather in Oslo and in Rome?' },
  {
    role: 'assistant',
    content: null,
    tool_calls: [
      { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo"}' } },
      { id: 'call_2', type: 'custom', custom: { name: 'look', input: 'Rome' } },
    ],
  },
  { role: 'tool', tool_call_id: 'call_2', content: 'sun' },
  { role: 'tool', tool_call_id: 'call_1', content: [{ type: 'text', text: 'rain' }] },
  { role: 'assistant', content: 'Rain in Oslo, sun in Rome.' },
  { role: 'user', content: 'Thanks' },
];

test('messages of OpenAI chat come back as they are', async () => {
  const messages: ChatCompletionMessageParam[] = await (await storedHistory(weather)).forModel({});
  expect(messages).toEqual(weather);
});

test('parallel calls come with all their results', async () => {
  expect(await beginnings(weather)).toEqual([0, 1, 4, 5]);
});

test('a function call of older programs comes with its result', async () => {
  const messages: ChatCompletionMessageParam[] = [
    { role: 'user', content: 'The weather in Oslo?' },
    { role: 'assistant', content: null, function_call: { name: 'weather', arguments: '{"city":"Oslo"}' } },
    { role: 'function', name: 'weather', content: 'rain' },
    { role: 'assistant', content: null, function_call: { name: 'weather', arguments: '{"city":"Rome"}' } },
    { role: 'function', name: 'weather', content: 'sun' },
  ];
  expect(await beginnings(messages)).toEqual([0, 1, 3]);
});

test('the names of those who speak are no calls', async () => {
  const messages: ChatCompletionMessageParam[] = [
    { role: 'user', name: 'anna', content: 'Hello' },
    { role: 'assistant', name: 'anna', content: 'Hi' },
    { role: 'user', name: 'anna', content: 'Bye' },
  ];
  expect(await beginnings(messages)).toEqual([0, 1, 2]);
});

test('developer messages at the beginning are kept as system messages are', async () => {
  const messages: ChatCompletionMessageParam[] = [
    { role: 'developer', content: 'Be brief.' },
    { role: 'system', content: 'Be kind.' },
    { role: 'user', content: 'Hello' },
    { role: 'developer', content: 'Be loud.' },
    { role: 'user', content: 'Bye' },
  ];
  expect(await (await storedHistory(messages)).forModel({ messages: 1 })).toEqual([
    ...messages.slice(0, 2),
    ...messages.slice(-1),
  ]);
});
