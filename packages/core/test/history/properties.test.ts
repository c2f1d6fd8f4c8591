import type { Turn } from './conversations.ts';
import { forms } from './forms.ts';
import { expectAlways, fits } from './trials.ts';

/** The system messages that everything else follows. */
function leadingOf(turns: readonly Turn[]): number[] {
  const leading = turns.findIndex(({ kind }) => kind !== 'system');
  return placesOf(turns.slice(0, leading < 0 ? turns.length : leading));
}

/** Every end of the conversation that has no result without its call, the longest first. */
function wholeEnds(turns: readonly Turn[]): number[][] {
  const others = placesOf(turns).slice(leadingOf(turns).length);
  return others
    .map((_, at) => others.slice(at))
    .filter((places) => turns.every((turn) => !places.includes(turn.at) || !isTornBefore(places[0] ?? 0, turn, turns)));
}

/** Whether a turn answers a call that was made before this place. */
function isTornBefore(place: number, { answers }: Turn, turns: readonly Turn[]): boolean {
  return turns.slice(0, place).some(({ makes }) => makes.some((call) => answers.includes(call)));
}

function placesOf(turns: readonly Turn[]): number[] {
  return turns.map(({ at }) => at);
}

describe.each(forms)('$name', (form) => {
  test('the model gets the leading system messages and an end of the history', async () => {
    await expectAlways(form, async ({ turns, budget, ask }) => {
      const got = await ask(budget);
      const leading = leadingOf(turns);
      const end = got.length - leading.length;
      expect(got).toEqual([...leading, ...placesOf(turns).slice(end > 0 ? -end : turns.length)]);
    });
  });

  test('no result comes without its call, and no call without its results', async () => {
    await expectAlways(form, async ({ turns, budget, ask }) => {
      const got = new Set(await ask(budget));
      for (const { at, makes } of turns) {
        const answering = turns.filter(({ answers }) => makes.some((call) => answers.includes(call)));
        expect(answering.map((turn) => got.has(turn.at))).toEqual(answering.map(() => got.has(at)));
      }
    });
  });

  test('the limit holds unless the last group is alone, and the most that fits comes', async () => {
    await expectAlways(form, async ({ turns, budget, ask }) => {
      const leading = leadingOf(turns);
      const ends = wholeEnds(turns);
      const fitting = ends.find((end) => fits([...leading, ...end], budget)) ?? ends.at(-1) ?? [];
      expect(await ask(budget)).toEqual([...leading, ...fitting]);
    });
  });

  test('who allows more gets as much at least', async () => {
    await expectAlways(form, async ({ budget, ask }) => {
      const { messages, tokens } = budget;
      const more = { ...budget, messages: messages && messages + 1, tokens: tokens && tokens + 1 };
      expect(await ask(more)).toEqual(expect.arrayContaining(await ask(budget)));
    });
  });

  test('what is stored stays as it is', async () => {
    await expectAlways(form, async ({ history, budget, ask }) => {
      const before = JSON.stringify(await history.get());
      await ask(budget);
      await history.refresh();
      expect(JSON.stringify(await history.get())).toBe(before);
    });
  });
});
