import type { ChildProcess } from 'node:child_process';
import type { AgentStore, NamedDriver, SessionIdentityFields } from '@agentstore/core';
import type { Report } from './continue-conversation.ts';
import { firstDifference, proveEqual } from './difference.ts';
import type { Message } from './message.ts';
import { colors, counted, prove, say, showMessage, title } from './screen.ts';
import type { WriterJob } from './writer.ts';
import { killWithin, runWriter } from './writer-process.ts';

/** In milliseconds: how long the pauses between the messages take together, at most. */
const pausesMs = 1_000;
const longestPauseMs = 40;

/** A process that stores the conversation is killed in the middle; a second one goes on. */
export async function actKilled(
  store: AgentStore,
  driver: NamedDriver,
  session: SessionIdentityFields,
  messages: readonly Message[],
): Promise<void> {
  title('1. The process that writes is killed');
  const pauseMs = Math.min(longestPauseMs, pausesMs / messages.length);
  const job = { driver, session, messages, pauseMs };

  const acknowledged = await writeUntilKilled(job);
  const stored = await store.history<Message>(session).get();
  const unheard = stored.length - acknowledged;
  const isPromised = unheard >= 0 && firstDifference(stored, messages.slice(0, stored.length)) === null;
  prove(isPromised, `acknowledged ${acknowledged}, found ${stored.length}: ${verdict(isPromised, unheard)}`);

  let found: number | null = null;
  await runWriter(job, (report, { pid }) => {
    if ('found' in report) {
      found = report.found;
      say(`process ${pid} reads the history, finds ${counted(found, 'message')}, and goes on`);
    }
    if ('acknowledged' in report) showMessage(messages, report.acknowledged);
  });
  prove(found === stored.length, 'the second process began where the first one had stopped');
  proveEqual(await store.history<Message>(session).get(), messages);
}

/** How many messages were acknowledged before the process died. */
async function writeUntilKilled(job: WriterJob): Promise<number> {
  const { driver, messages } = job;
  // In the middle half.
  const victim = 1 + Math.floor(messages.length * (0.25 + Math.random() / 2));
  let acknowledged = 0;
  let began = performance.now();
  let lastAddMs = 1;
  const hear = (report: Report, writer: ChildProcess) => {
    if ('found' in report)
      say(`process ${writer.pid} adds the conversation to the ${driver.driver} driver, message by message`);
    if ('acknowledged' in report) {
      acknowledged = report.acknowledged;
      lastAddMs = performance.now() - began;
      showMessage(messages, acknowledged);
    }
    if ('adding' in report) {
      began = performance.now();
      if (report.adding !== victim) return;
      const afterMs = killWithin(writer, lastAddMs);
      say(colors.red(`SIGKILL, ${afterMs.toFixed(2)} ms after it said that it adds message ${victim}`));
    }
  };
  await runWriter(job, hear);
  return acknowledged;
}

function verdict(isPromised: boolean, unheard: number): string {
  if (!isPromised) return 'something was lost, or is not what was sent';
  if (unheard === 0) return 'nothing lost, nothing doubled';
  const [were, whose] =
    unheard === 1 ? ['one was', 'whose acknowledgement'] : [`${unheard} were`, 'whose acknowledgements'];
  return `${were} stored ${whose} never arrived; nothing lost, nothing doubled`;
}
