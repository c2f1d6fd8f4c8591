import fc from 'fast-check';
import type { ChatHistoryStorage, ModelLimit } from '../../src/index.ts';
import { conversations, type Turn } from './conversations.ts';
import type { Form } from './forms.ts';

/** A limit of a model, and what turns cost: the price of a turn's place, counted round. */
export interface Budget {
  readonly messages: number | undefined;
  readonly tokens: number | undefined;
  readonly prices: readonly number[];
}

export interface Trial {
  readonly turns: readonly Turn[];
  readonly history: ChatHistoryStorage<object>;
  readonly budget: Budget;
  /** What the model gets, as places of turns. */
  ask(budget: Budget): Promise<number[]>;
}

const budgets: fc.Arbitrary<Budget> = fc.record({
  messages: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
  tokens: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
  prices: fc.array(
    fc.integer({ min: 0, max: 12 }).map((tokens) => tokens / 2),
    { minLength: 1, maxLength: 8 },
  ),
});

/** Holds for 150 random conversations as this framework writes them, each under a random limit. */
export async function expectAlways(form: Form, check: (trial: Trial) => Promise<void>): Promise<void> {
  const property = fc.asyncProperty(conversations(form.abilities), budgets, async (turns, budget) => {
    const history = await form.store(turns);
    const places = new Map((await history.get()).map((message, at) => [JSON.stringify(message), at]));
    const placeOf = (message: object) => places.get(JSON.stringify(message)) ?? Number.NaN;
    const ask = async (asked: Budget) => {
      const countTokens = async (message: object) => priceOf(placeOf(message), asked);
      return (await history.forModel(limitOf(asked, countTokens))).map(placeOf);
    };
    await check({ turns, history, budget, ask });
  });
  await fc.assert(property, { numRuns: 150 });
}

export function fits(places: readonly number[], budget: Budget): boolean {
  const { messages = Number.POSITIVE_INFINITY, tokens = Number.POSITIVE_INFINITY } = budget;
  const price = places.reduce((sum, place) => sum + priceOf(place, budget), 0);
  return places.length <= messages && price <= tokens;
}

function priceOf(place: number, { prices }: Budget): number {
  return prices[place % prices.length] ?? Number.NaN;
}

function limitOf({ messages, tokens }: Budget, countTokens: (message: object) => Promise<number>): ModelLimit<object> {
  return { ...(messages !== undefined && { messages }), ...(tokens !== undefined && { tokens, countTokens }) };
}
