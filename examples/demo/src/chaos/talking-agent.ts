import { setTimeout as delay } from 'node:timers/promises';
import type { ChatHistoryStorage } from '@agentstore/core';
import type { Message } from '../message.ts';

/** In milliseconds: what an agent would spend on its model between two messages. */
const pauseMs = 60;
/** With a pause between them: a machine may be so busy that all drivers are too slow for a moment. */
const [mostAttempts, betweenMs] = [40, 250];

/** Adds a conversation again and again, one message after another, and watches how long it has to wait. */
export class TalkingAgent {
  /** In the order in which they were added: each is another one. */
  readonly sent: Message[] = [];
  acknowledged = 0;
  /** How often a message was refused, and had to be sent again. */
  refused = 0;
  /** In milliseconds: from an add to its acknowledgement. */
  longestPauseMs = 0;
  readonly #history: ChatHistoryStorage<Message>;
  readonly #messages: readonly Message[];
  #isTalking = false;
  #talking: Promise<void> = Promise.resolve();

  constructor(history: ChatHistoryStorage<Message>, messages: readonly Message[]) {
    this.#history = history;
    this.#messages = messages;
  }

  /** The message that was added last. */
  get last(): Message | null {
    return this.sent.at(-1) ?? null;
  }

  /** Resolves once it is stopped; rejects where the conversation cannot go on. */
  talk(): Promise<void> {
    this.#isTalking = true;
    this.#talking = this.#addAll();
    return this.#talking;
  }

  /** Resolves once the message that is being added is acknowledged. */
  async stop(): Promise<void> {
    this.#isTalking = false;
    await this.#talking;
  }

  async #addAll(): Promise<void> {
    while (this.#isTalking) {
      const number = this.sent.length;
      const message = this.#messages[number % this.#messages.length];
      if (!message) return;
      await this.#add({ ...message, number: number + 1 });
      await delay(pauseMs);
    }
  }

  async #add(message: Message): Promise<void> {
    this.sent.push(message);
    const since = performance.now();
    let adding = this.#history.add(message);
    for (let attempts = 1; ; attempts++) {
      try {
        await adding;
        break;
      } catch (error) {
        if (attempts === mostAttempts) throw error;
        this.refused++;
        await delay(betweenMs);
        // The same message under the same revision: stored once, whatever became of the first attempt.
        adding = this.#history.save();
      }
    }
    this.longestPauseMs = Math.max(this.longestPauseMs, performance.now() - since);
    this.acknowledged++;
  }
}
