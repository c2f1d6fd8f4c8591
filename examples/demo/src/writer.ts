// A process of its own, which main.ts starts and kills.
import { setTimeout as delay } from 'node:timers/promises';
import { createStore, type NamedDriver, type SessionIdentityFields } from '@agentstore/core';
import { importDriver } from '@agentstore/example-backends';
import { continueConversation, type Report } from './continue-conversation.ts';
import type { Message } from './message.ts';

/** What the process is to do: told by its parent, once. */
export interface WriterJob {
  readonly driver: NamedDriver;
  readonly session: SessionIdentityFields;
  readonly messages: readonly Message[];
  /** In milliseconds: what an agent would spend on its model between two messages. */
  readonly pauseMs: number;
}

export type WriterReport = Report | { readonly failed: string };

// Also where the parent is gone: nobody hears the rest.
process.once('disconnect', () => process.exit());

process.once('message', async ({ driver, session, messages, pauseMs }: WriterJob) => {
  try {
    await importDriver(driver.driver);
    await using store = createStore({ defaultStorage: driver });
    await continueConversation(store.history<Message>(session), messages, async (report) => {
      tell(report);
      if ('acknowledged' in report && pauseMs >= 1) await delay(pauseMs);
    });
  } catch (error) {
    tell({ failed: (error as Error).message });
    process.exitCode = 1;
  }
  process.disconnect();
});

function tell(report: WriterReport): void {
  process.send?.(report);
}
