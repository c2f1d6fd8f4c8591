import { Storage } from '@agentstore/core';
import { ConversationSummary, Summaries } from './summaries.ts';

/** The summaries of a session and the notes beside them, in a list of their own: `summaries` is its place in the key. */
export class SummaryStorage extends Storage.of('summaries', Summaries) {
  /** Resolves once it is stored. ValidationError, before anything is stored, for what the schema refuses. */
  async addSummary(summary: string, messageCount: number, topics: string | null = null): Promise<ConversationSummary> {
    const createdAt = new Date().toISOString();
    const item = ConversationSummary.from({ summary, messageCount, createdAt, topics });
    await this.add(item);
    return item;
  }

  /** Without the notes, oldest first. */
  async summaries(): Promise<ConversationSummary[]> {
    return (await this.get()).filter((item) => item.type === 'summary');
  }

  async latestSummary(): Promise<ConversationSummary | null> {
    return (await this.summaries()).at(-1) ?? null;
  }
}
