import type { ModelMessage } from '@ai-sdk/provider-utils';
import type { UIMessage } from 'ai';
import { beginnings, storedHistory } from './stored-history.ts';

const output = { type: 'text' as const, value: 'ok' };

function call(id: string) {
  return { type: 'tool-call' as const, toolCallId: id, toolName: 'run', input: {} };
}

function result(id: string) {
  return { type: 'tool-result' as const, toolCallId: id, toolName: 'run', output };
}

test('a model message with results comes with the calls', async () => {
  const messages: ModelMessage[] = [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: [{ type: 'text', text: 'Run both' }] },
    { role: 'assistant', content: [{ type: 'reasoning', text: 'Hm' }, call('a'), call('b')] },
    { role: 'tool', content: [result('a'), result('b')] },
    { role: 'assistant', content: 'Done' },
  ];
  const history = await storedHistory(messages);
  const last: ModelMessage[] = await history.forModel({ messages: 2 });
  expect(last).toEqual([messages[0], messages[4]]);
  expect(await history.forModel({ messages: 3 })).toEqual([messages[0], messages[4]]);
  expect(await history.forModel({ messages: 4 })).toEqual([messages[0], ...messages.slice(2)]);
});

test('an approval comes with its request, its call and the result', async () => {
  const messages: ModelMessage[] = [
    { role: 'user', content: 'Run' },
    {
      role: 'assistant',
      content: [call('a'), { type: 'tool-approval-request', approvalId: 'approval', toolCallId: 'a' }],
    },
    { role: 'tool', content: [{ type: 'tool-approval-response', approvalId: 'approval', approved: true }] },
    { role: 'tool', content: [result('a')] },
    { role: 'assistant', content: 'Done' },
  ];
  expect(await beginnings(messages)).toEqual([0, 1, 4]);
  expect(await beginnings(messages.slice(0, 3))).toEqual([0, 1]);
});

test('a request for an approval that was stored after the call comes with it', async () => {
  const messages: ModelMessage[] = [
    { role: 'assistant', content: [call('a')] },
    { role: 'assistant', content: [{ type: 'tool-approval-request', approvalId: 'approval', toolCallId: 'a' }] },
    { role: 'tool', content: [{ type: 'tool-approval-response', approvalId: 'approval', approved: true }] },
    { role: 'user', content: 'Well?' },
  ];
  expect(await beginnings(messages)).toEqual([0, 3]);
});

test('what the provider ran comes with its result, in one message or later', async () => {
  const messages: ModelMessage[] = [
    { role: 'assistant', content: [{ ...call('a'), providerExecuted: true }, result('a')] },
    { role: 'assistant', content: [{ ...call('a'), providerExecuted: true }, result('a')] },
    { role: 'assistant', content: [{ ...call('b'), providerExecuted: true }] },
    { role: 'user', content: 'Well?' },
    { role: 'assistant', content: [result('b'), { type: 'text', text: 'Done' }] },
  ];
  expect(await beginnings(messages)).toEqual([0, 1, 2]);
});

test('a UI message holds its calls with their results, so each stands alone', async () => {
  type Tools = { call: { input: { city: string }; output: string } };
  type Message = UIMessage<{ at: number }, Record<string, never>, Tools>;
  const messages: Message[] = [
    { id: '0', role: 'system', metadata: { at: 0 }, parts: [{ type: 'text', text: 'Be brief.' }] },
    { id: '1', role: 'user', parts: [{ type: 'text', text: 'Weather?' }] },
    {
      id: '2',
      role: 'assistant',
      parts: [
        { type: 'step-start' },
        { type: 'tool-call', toolCallId: 'a', state: 'output-available', input: { city: 'Oslo' }, output: 'rain' },
        { type: 'text', text: 'Rain' },
      ],
    },
    { id: '3', role: 'user', parts: [{ type: 'text', text: 'Thanks' }] },
  ];
  const history = await storedHistory(messages);
  const all: Message[] = await history.forModel({});
  expect(all).toEqual(messages);
  expect(await history.forModel({ messages: 3 })).toEqual([messages[0], ...messages.slice(2)]);
  expect(await beginnings(messages.slice(1))).toEqual([0, 1, 2]);
});
