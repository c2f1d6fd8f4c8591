import fc from 'fast-check';

export interface Call {
  /** Of this call alone. */
  readonly number: number;
  /** As messages name it: other calls may have had it before. */
  readonly id: string;
}

/** What a message is, whatever framework it is written for. */
export interface Turn {
  /** Its place in the conversation, and its text. */
  readonly at: number;
  readonly kind: 'system' | 'user' | 'assistant' | 'reasoning' | 'calls' | 'results' | 'calls and results';
  readonly makes: readonly Call[];
  readonly answers: readonly Call[];
}

/** What messages of a framework can hold. */
export interface Abilities {
  /** The calls that one message makes, and the results that it holds, at most. */
  readonly calls: number;
  readonly results: number;
  /** Whether a message may hold calls with their results. */
  readonly both: boolean;
  /** Whether reasoning is a message by itself. */
  readonly reasoning: boolean;
}

/** Something that happens in a conversation. Numbers count round: any is a call. */
type Event =
  | { readonly does: 'system' | 'user' | 'assistant' | 'reason' | 'call and answer' | 'answer a call that is gone' }
  | { readonly does: 'call'; readonly count: number; readonly isFreshId: boolean }
  | { readonly does: 'answer'; readonly which: number; readonly count: number }
  | { readonly does: 'answer again' | 'forget'; readonly which: number };

const which = fc.nat({ max: 20 });
const count = fc.integer({ min: 1, max: 3 });

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constantFrom('user' as const, 'assistant' as const) }) },
  { weight: 6, arbitrary: fc.record({ does: fc.constant('call' as const), count, isFreshId: fc.boolean() }) },
  { weight: 9, arbitrary: fc.record({ does: fc.constant('answer' as const), which, count }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('reason' as const, 'call and answer' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constantFrom('system' as const, 'answer a call that is gone' as const) }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('answer again' as const, 'forget' as const), which }) },
);

/** Conversations with calls in parallel, in one another, late, never answered, answered twice, and under ids used before. */
export function conversations(abilities: Abilities): fc.Arbitrary<Turn[]> {
  const beginning = fc.array(fc.constant<Event>({ does: 'system' }), { maxLength: 2 });
  return fc.tuple(beginning, fc.array(event, { maxLength: 24 })).map((events) => {
    const conversation = new Conversation(abilities);
    for (const happening of events.flat()) conversation.meet(happening);
    return conversation.turns;
  });
}

class Conversation {
  readonly turns: Turn[] = [];
  readonly #abilities: Abilities;
  /** Made and not answered yet. */
  #open: Call[] = [];
  /** Answered, and the last calls that had their ids. */
  #answered: Call[] = [];
  /** Reasoning, as a call that all answers which the model says after it. */
  #thoughts: Call[] = [];
  #calls = 0;

  constructor(abilities: Abilities) {
    this.#abilities = abilities;
  }

  meet(event: Event): void {
    const { calls, results, both, reasoning } = this.#abilities;
    const { does } = event;
    if (does === 'system' || does === 'user' || does === 'assistant') this.#say(does);
    if (does === 'reason' && reasoning) this.#reason();
    if (does === 'call and answer' && both) this.#callAndAnswer();
    if (does === 'call' && calls > 0) this.#call(Math.min(calls, event.count), event.isFreshId);
    if (does === 'answer') this.#answer(this.#take(event.which, Math.min(results, event.count)));
    if (does === 'answer again') this.#answer(this.#answered.slice(-1 - event.which).slice(0, 1));
    if (does === 'answer a call that is gone' && results > 0) this.#answer([this.#callOf('gone')]);
    if (does === 'forget') this.#take(event.which, 1);
  }

  #say(kind: Turn['kind'], makes: readonly Call[] = [], answers: readonly Call[] = []): void {
    if (kind === 'system' || kind === 'user' || kind === 'results') this.#thoughts = [];
    this.turns.push({ at: this.turns.length, kind, makes, answers: [...answers, ...this.#thoughts] });
  }

  #reason(): void {
    const thought = this.#callOf('thought');
    this.#say('reasoning', [thought]);
    this.#thoughts = [...this.#thoughts, thought];
  }

  #callAndAnswer(): void {
    const call = { number: ++this.#calls, id: 'own' };
    this.#say('calls and results', [call], [call]);
  }

  #call(count: number, isFreshId: boolean): void {
    const makes: Call[] = [];
    for (let made = 0; made < count; made++) {
      const call = this.#callOf(isFreshId ? 'fresh' : undefined);
      makes.push(call);
      this.#open.push(call);
      this.#answered = this.#answered.filter(({ id }) => id !== call.id);
    }
    this.#say('calls', makes);
  }

  #answer(answers: readonly Call[]): void {
    if (answers.length === 0) return;
    this.#say('results', [], answers);
    this.#answered.push(...answers.filter(({ id }) => !id.startsWith('gone')));
  }

  /** Some of the open calls, which are not open any more. */
  #take(which: number, count: number): Call[] {
    return this.#open.splice(which % Math.max(1, this.#open.length), count);
  }

  /** An id that no other call has, or one that no open call has. */
  #callOf(name: string | undefined): Call {
    const number = ++this.#calls;
    if (name !== undefined) return { number, id: `${name}_${number}` };
    let slot = 0;
    while (this.#open.some(({ id }) => id === `call_${slot}`)) slot++;
    return { number, id: `call_${slot}` };
  }
}
