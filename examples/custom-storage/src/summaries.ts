import { DataModel, DataModelArray } from '@agentstore/core';
import { z } from 'zod';

/** What was said, in short. The fields stand once, in the schema: types, checks and defaults come from it. */
export class ConversationSummary extends DataModel.of(
  z.object({
    type: z.literal('summary').default('summary'),
    summary: z.string().min(1),
    messageCount: z.int().nonnegative(),
    createdAt: z.iso.datetime(),
    topics: z.string().nullable().default(null),
  }),
) {
  /** A model is a class: what it can do is no field, and is not stored. */
  get headline(): string {
    return this.summary.length <= 40 ? this.summary : `${this.summary.slice(0, 39)}…`;
  }
}

export class Note extends DataModel.of(z.object({ type: z.literal('note'), text: z.string().min(1) })) {}

/** Items of two models in one list, told apart by their field `type`. */
export class Summaries extends DataModelArray.of('type', { summary: ConversationSummary, note: Note }) {}
