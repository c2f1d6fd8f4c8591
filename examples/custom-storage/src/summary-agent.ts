import { Agent } from '@agentstore/core';
import { SummaryStorage } from './summary-storage.ts';

/** An agent that keeps summaries beside its history, wherever the configuration says. */
export class SummaryAgent extends Agent {
  override readonly agentName = 'summary';

  summaries(): SummaryStorage {
    // The one instance of this context; `context().save()` and `context().remove()` reach it too.
    return this.context().storage(SummaryStorage);
  }
}
