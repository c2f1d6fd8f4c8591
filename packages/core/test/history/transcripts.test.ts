import type { AgentMessage } from './forms.ts';
import { storedHistory } from './stored-history.ts';
import { type Transcript, transcripts } from './transcripts.ts';

/** Where what a model gets may begin: no result from there on has its call before. */
function beginningsOf({ messages }: Transcript, leading: number): number[] {
  const links = messages.flatMap(({ tool_call_ids }, result) =>
    (tool_call_ids ?? []).map((id) => ({ result, call: callOf(id, messages.slice(0, result)) })),
  );
  const isWhole = (from: number) => !links.some(({ result, call }) => 0 <= call && call < from && from <= result);
  return [...messages.keys()].slice(leading).filter(isWhole);
}

/** The place of the last message that made a call of this id; -1: none did. */
function callOf(id: string, messages: readonly AgentMessage[]): number {
  return messages.findLastIndex(({ tool_calls }) => tool_calls?.some((call) => call.id === id));
}

/** The longest of the ends that fit, or else the shortest end, after the leading system messages. */
function expectedOf(transcript: Transcript, fits: (got: AgentMessage[]) => boolean): AgentMessage[] {
  const { messages } = transcript;
  const firstOther = messages.findIndex(({ role }) => role !== 'system');
  const leading = firstOther < 0 ? messages.length : firstOther;
  const ends = beginningsOf(transcript, leading).map((from) => [
    ...messages.slice(0, leading),
    ...messages.slice(from),
  ]);
  return ends.find(fits) ?? ends.at(-1) ?? [...messages];
}

describe.each(transcripts)('$name', (transcript) => {
  test('for any number of messages, the model gets as many as fit, calls and results together', async () => {
    const history = await storedHistory(transcript.messages);
    for (let messages = 1; messages <= transcript.messages.length + 1; messages++) {
      expect(await history.forModel({ messages })).toEqual(expectedOf(transcript, (got) => got.length <= messages));
    }
  });

  test('for any number of tokens too, and what is stored stays as it is', async () => {
    const history = await storedHistory(transcript.messages);
    const countTokens = ({ content }: AgentMessage) => content.length / 4;
    const price = (messages: readonly AgentMessage[]) => messages.map(countTokens).reduce((a, b) => a + b, 0);
    for (let share = 1; share <= 20; share++) {
      const tokens = Math.max(1, Math.ceil((price(transcript.messages) * share) / 20));
      const expected = expectedOf(transcript, (got) => price(got) <= tokens);
      expect(await history.forModel({ tokens, countTokens })).toEqual(expected);
    }
    await history.refresh();
    expect(await history.get()).toEqual(transcript.messages);
  });
});
