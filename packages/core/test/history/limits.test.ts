import { ChatHistoryStorage, type ChatMessage, ConfigError, type ModelLimit } from '../../src/index.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { storedHistory } from './stored-history.ts';

interface Message extends ChatMessage {
  readonly content: string;
  readonly tool_calls?: readonly { readonly id: string }[];
  readonly tool_call_id?: string;
}

const system: Message[] = [
  { role: 'system', content: 'Be brief.' },
  { role: 'developer', content: 'Be kind.' },
];
const talk: Message[] = [
  { role: 'user', content: 'Oslo?' },
  { role: 'assistant', content: 'I look', tool_calls: [{ id: 'a' }] },
  { role: 'tool', content: 'rain', tool_call_id: 'a' },
  { role: 'assistant', content: 'Rain' },
];
const countTokens = ({ content }: Message) => content.length;

async function fitting(messages: readonly Message[], limit: ModelLimit<Message>): Promise<string[]> {
  return (await (await storedHistory(messages)).forModel(limit)).map(({ content }) => content);
}

test('without a limit everything comes', async () => {
  expect(await fitting([...system, ...talk], {})).toHaveLength(6);
  expect(await fitting([], { messages: 1 })).toEqual([]);
});

test('at most so many messages come, the newest ones, oldest first', async () => {
  expect(await fitting(talk, { messages: 1 })).toEqual(['Rain']);
  expect(await fitting(talk, { messages: 3 })).toEqual(['I look', 'rain', 'Rain']);
  expect(await fitting(talk, { messages: 4 })).toEqual(['Oslo?', 'I look', 'rain', 'Rain']);
  expect(await fitting(talk, { messages: 400 })).toEqual(['Oslo?', 'I look', 'rain', 'Rain']);
});

test('a call whose result would come without it is left out with it', async () => {
  expect(await fitting(talk, { messages: 2 })).toEqual(['Rain']);
});

test('at most so many tokens come, by the counter of the user', async () => {
  expect(await fitting(talk, { tokens: 13, countTokens })).toEqual(['Rain']);
  expect(await fitting(talk, { tokens: 14, countTokens })).toEqual(['I look', 'rain', 'Rain']);
  expect(await fitting(talk, { tokens: 14, countTokens: async (message) => countTokens(message) })).toHaveLength(3);
  expect(await fitting(talk, { tokens: 1, countTokens: () => 0.25 })).toHaveLength(4);
  expect(await fitting(talk, { tokens: 1, countTokens: () => 0.3 })).toEqual(['I look', 'rain', 'Rain']);
});

test('where both limits are given, both hold', async () => {
  expect(await fitting(talk, { messages: 4, tokens: 14, countTokens })).toHaveLength(3);
  expect(await fitting(talk, { messages: 1, tokens: 14, countTokens })).toHaveLength(1);
});

test('system messages at the beginning come always, and count', async () => {
  expect(await fitting([...system, ...talk], { messages: 5 })).toEqual([
    'Be brief.',
    'Be kind.',
    'I look',
    'rain',
    'Rain',
  ]);
  expect(await fitting([...system, ...talk], { messages: 4 })).toEqual(['Be brief.', 'Be kind.', 'Rain']);
  expect(await fitting([...system, ...talk], { tokens: 31, countTokens })).toHaveLength(5);
  expect(await fitting([...system, ...talk], { tokens: 30, countTokens })).toHaveLength(3);
  expect(await fitting(system, { messages: 1 })).toEqual(['Be brief.', 'Be kind.']);
});

test('a system message that stands later is a message as others', async () => {
  expect(await fitting([...talk, ...system], { messages: 1 })).toEqual(['Be kind.']);
});

test('the last group comes in any case, even alone too big', async () => {
  expect(await fitting(talk.slice(0, 3), { messages: 1 })).toEqual(['I look', 'rain']);
  expect(await fitting([...system, ...talk], { messages: 1 })).toEqual(['Be brief.', 'Be kind.', 'Rain']);
  expect(await fitting([...system, ...talk], { tokens: 1, countTokens })).toEqual(['Be brief.', 'Be kind.', 'Rain']);
});

test('what does not fit hides all that is older: there is no hole', async () => {
  const messages = ['a', 'a text that is too long', 'b'].map((content) => ({ role: 'user', content }));
  expect(await fitting(messages, { tokens: 10, countTokens })).toEqual(['b']);
});

test('a call of a system message at the beginning does not bind the last group to what is too much', async () => {
  const history = await storedHistory([...system, ...talk], {
    toolCalls: ({ role }) => (role === 'developer' ? { opens: ['x'], closes: [] } : { opens: [], closes: ['x'] }),
  });
  expect(await history.forModel({ messages: 1 })).toEqual([...system, ...talk]);
});

test('the counter is asked about what may be taken alone: system messages, then the newest', async () => {
  const asked: string[] = [];
  const counter = (message: Message) => {
    asked.push(message.content);
    return countTokens(message);
  };
  await fitting([...system, ...talk], { tokens: 24, countTokens: counter });
  expect(asked).toEqual(['Be brief.', 'Be kind.', 'Rain', 'rain']);
  asked.length = 0;
  await fitting(talk, { messages: 1, tokens: 25, countTokens: counter });
  expect(asked).toEqual(['Rain']);
  asked.length = 0;
  await fitting(talk.slice(0, 3), { tokens: 1, countTokens: counter });
  expect(asked).toEqual(['rain']);
});

test('nothing that is stored changes, and what comes is a copy', async () => {
  const history = await storedHistory(talk);
  const [message] = await history.forModel({ messages: 1 });
  Object.assign(message ?? {}, { content: 'changed' });
  expect(await history.forModel({})).toEqual(talk);
  expect(await history.get()).toEqual(talk);
  await history.refresh();
  expect(await history.get()).toEqual(talk);
});

test('what was added meanwhile comes too', async () => {
  const history = await storedHistory(talk);
  await history.forModel({ messages: 1 });
  await history.add({ role: 'user', content: 'Thanks' });
  expect((await history.forModel({ messages: 1 }))[0]?.content).toBe('Thanks');
});

const mistakes: { limit: unknown; mistake: string }[] = [
  { limit: undefined, mistake: 'undefined' },
  { limit: 20, mistake: '20' },
  { limit: { messages: 0 }, mistake: 'messages: 0' },
  { limit: { messages: -1 }, mistake: 'messages: -1' },
  { limit: { messages: 1.5 }, mistake: 'messages: 1.5' },
  { limit: { messages: Number.NaN }, mistake: 'messages: NaN' },
  { limit: { messages: Number.POSITIVE_INFINITY }, mistake: 'messages: Infinity' },
  { limit: { messages: '5' }, mistake: 'messages: 5' },
  { limit: { messages: undefined }, mistake: 'messages: undefined' },
  { limit: { tokens: 0, countTokens }, mistake: 'tokens: 0' },
  { limit: { tokens: 5, countTokens: 4 }, mistake: 'countTokens: 4' },
  { limit: { messages: 2, tokens: 5 }, mistake: 'tokens without countTokens' },
  { limit: { messages: 2, countTokens }, mistake: 'countTokens without tokens' },
  { limit: { message: 5 }, mistake: 'message: 5' },
];

test.each(mistakes)('a limit that cannot be meant so is refused: $mistake', async ({ limit, mistake }) => {
  const driver = new FaultyDriver();
  const history = new ChatHistoryStorage<Message>({ agentName: 'support' }, driver);
  const refusal = history.forModel(limit as ModelLimit<Message>);
  await expect(refusal).rejects.toThrow(ConfigError);
  await expect(refusal).rejects.toThrow(`not ${mistake}`);
  expect(driver.calls).toEqual([]);
});

test.each([Number.NaN, -1, Number.POSITIVE_INFINITY])('a counter that gives %d is refused', async (tokens) => {
  const history = await storedHistory(talk);
  const refusal = history.forModel({ tokens: 5, countTokens: async () => tokens });
  await expect(refusal).rejects.toThrow(ConfigError);
  await expect(refusal).rejects.toThrow(`not ${tokens}`);
});

test('what a counter throws comes out as it is', async () => {
  const failure = new RangeError('no such model');
  const history = await storedHistory(talk);
  const thrown = history.forModel({
    tokens: 5,
    countTokens: () => {
      throw failure;
    },
  });
  await expect(thrown).rejects.toBe(failure);
});

test('a history that cannot be read is a failure, not an empty one', async () => {
  const driver = new FaultyDriver();
  driver.fault = 'refuse';
  const history = new ChatHistoryStorage<Message>({ agentName: 'support' }, driver);
  await expect(history.forModel({ messages: 1 })).rejects.toThrow('network: refuse');
});
