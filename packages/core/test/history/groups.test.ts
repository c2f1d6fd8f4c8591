import type { ChatMessage } from '../../src/index.ts';
import { beginnings } from './stored-history.ts';

interface Message extends ChatMessage {
  readonly tool_calls?: readonly { readonly id?: string }[] | null;
  readonly tool_call_id?: string;
  readonly tool_call_ids?: readonly (string | null)[] | null;
}

const user: Message = { role: 'user', content: 'Go on' };
const answer: Message = { role: 'assistant', content: 'Done', tool_calls: null };

function calls(...ids: string[]): Message {
  return { role: 'assistant', content: null, tool_calls: ids.map((id) => ({ id })) };
}

function result(id: string): Message {
  return { role: 'tool', content: 'ok', tool_call_id: id };
}

test('without calls every message stands alone', async () => {
  expect(await beginnings([user, answer, user, answer])).toEqual([0, 1, 2, 3]);
});

test('what stands between a call and its last result comes with them', async () => {
  const messages = [user, calls('a', 'b'), result('b'), user, answer, result('a'), answer];
  expect(await beginnings(messages)).toEqual([0, 1, 6]);
});

test('calls that overlap or stand in one another come together', async () => {
  expect(await beginnings([calls('a'), calls('b'), result('a'), result('b'), answer])).toEqual([0, 4]);
  expect(await beginnings([calls('a'), calls('b'), result('b'), result('a'), answer])).toEqual([0, 4]);
});

test('a call that is running stands alone at the end, with the results that are there', async () => {
  expect(await beginnings([user, answer, calls('a')])).toEqual([0, 1, 2]);
  expect(await beginnings([user, calls('a', 'b'), result('b')])).toEqual([0, 1]);
});

test('a call that was never answered binds nothing that follows it', async () => {
  expect(await beginnings([user, calls('lost'), user, answer, user])).toEqual([0, 1, 2, 3, 4]);
  expect(await beginnings([calls('a', 'lost'), result('a'), user, answer])).toEqual([0, 2, 3]);
});

test('a result whose call is not stored is left as it is, alone', async () => {
  expect(await beginnings([user, result('gone'), answer, calls('a'), result('a')])).toEqual([0, 1, 2, 3]);
});

test('a result belongs to the nearest call before it of that id', async () => {
  const turn = [user, calls('call_0'), result('call_0'), answer];
  expect(await beginnings([...turn, ...turn])).toEqual([0, 1, 3, 4, 5, 7]);
  expect(await beginnings([calls('call_0'), user, calls('call_0'), result('call_0')])).toEqual([0, 1, 2]);
});

test('a second result of a call comes with the call', async () => {
  expect(await beginnings([calls('a'), result('a'), user, result('a'), answer])).toEqual([0, 4]);
});

test('one message answers several calls', async () => {
  const results: Message = { role: 'tool', content: 'ok', tool_call_ids: ['a', 'b'] };
  expect(await beginnings([user, calls('a'), calls('b'), results, answer])).toEqual([0, 1, 4]);
});

test('a result that names no call belongs to the nearest calls before it', async () => {
  const nameless: Message = { role: 'tool', content: 'ok' };
  const calling: Message = { role: 'assistant', tool_calls: [{}, {}] };
  expect(await beginnings([user, calling, nameless, nameless, answer])).toEqual([0, 1, 4]);
  expect(await beginnings([user, calls('a'), nameless, calling, { ...nameless, tool_call_ids: [null] }])).toEqual([
    0, 1, 3,
  ]);
  expect(await beginnings([user, calling, result(''), calls(''), result(''), answer])).toEqual([0, 1, 3, 5]);
  expect(await beginnings([user, nameless, { ...nameless, tool_call_ids: null }, answer])).toEqual([0, 1, 2, 3]);
});

test('toolCalls says it for messages that nobody knows', async () => {
  type Step = { text: string; asks?: string; tells?: string; tool_call_id?: string };
  const steps: Step[] = [
    { text: 'Oslo?' },
    { text: 'I look', asks: 'x' },
    { text: 'rain', tells: 'x' },
    { text: 'I look again', asks: 'x' },
    { text: 'sun', tells: 'x', asks: 'y' },
    { text: 'both', tells: 'y', asks: 'z' },
    { text: 'alone', tells: 'z', asks: 'z' },
  ];
  const toolCalls = ({ asks, tells }: Step) => ({
    opens: asks === undefined ? [] : [asks],
    closes: tells === undefined ? [] : [tells],
  });
  expect(await beginnings(steps, { toolCalls })).toEqual([0, 1, 3, 6]);
});

test('toolCalls replaces what is known', async () => {
  const toolCalls = () => ({ opens: [], closes: [] });
  expect(await beginnings([user, calls('a'), result('a')], { toolCalls })).toEqual([0, 1, 2]);
});
