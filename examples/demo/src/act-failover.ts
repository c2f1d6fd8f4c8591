import { rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { createStore, type SessionIdentityFields } from '@agentstore/core';
import { DriverChain } from '@agentstore/core/chain';
import { continueConversation } from './continue-conversation.ts';
import { proveEqual } from './difference.ts';
import { type Message, oneLine } from './message.ts';
import { aside, colors, cut, prove, say, showMessage, title } from './screen.ts';

/** The same conversation on two drivers, of which the first loses its directory in the middle. */
export async function actFailover(
  firstDirectory: string,
  directory: string,
  session: SessionIdentityFields,
  messages: readonly Message[],
): Promise<void> {
  title('2. The first driver of two fails');
  say('the same code, on a chain of two file drivers with a directory each: "first" and "second"');
  const chain = new DriverChain({
    drivers: [
      { driver: 'file', id: 'first', directory: firstDirectory },
      { driver: 'file', id: 'second', directory },
    ],
  });
  const store = createStore({ defaultStorage: chain });
  try {
    const middle = Math.ceil(messages.length / 2);
    const missed = heardMissed(chain);
    let acknowledged = 0;
    await continueConversation(store.history<Message>(session), messages, async (report) => {
      if (!('acknowledged' in report)) return;
      acknowledged++;
      showMessage(messages, report.acknowledged, 6);
      if (acknowledged === middle) await breakDirectory(firstDirectory);
    });
    const [all, after] = [messages.length, messages.length - middle];
    const isSo = acknowledged === all && missed.length === after;
    prove(
      isSo,
      `acknowledged ${acknowledged} of ${all}; "first" missed ${missed.length} of the ${after} after its failure`,
    );
    await readAgain(chain, () => store.history<Message>(session).get(), messages);
  } finally {
    await chain.close();
    await removeDirectory(firstDirectory);
  }
}

async function readAgain(
  chain: DriverChain,
  read: () => Promise<Message[]>,
  messages: readonly Message[],
): Promise<void> {
  let answeredBy: string | null = null;
  const stop = chain.on('failover', ({ driver }) => {
    answeredBy = driver;
  });
  const stored = await read();
  stop();
  prove(answeredBy === 'second', `read again: event failover, "${answeredBy ?? 'first'}" answered`);
  proveEqual(stored, messages);
}

/** Shows the first event, and counts all. */
function heardMissed(chain: DriverChain): readonly string[] {
  const missed: string[] = [];
  chain.on('degraded', ({ driver, operation, cause }) => {
    if (missed.length === 0) {
      say(colors.red(`event degraded: "${driver}" missed an ${operation}`));
      aside(`  ${cut(oneLine(cause.message), 200)}`);
    }
    missed.push(operation);
  });
  return missed;
}

/** A file in its place: that stops everybody, the superuser too. */
async function breakDirectory(directory: string): Promise<void> {
  await rename(directory, gone(directory));
  await writeFile(directory, 'Once a directory.\n');
  say(colors.red(`the directory of "first" is taken away, and a file lies in its place (${basename(directory)})`));
}

async function removeDirectory(directory: string): Promise<void> {
  for (const path of [directory, gone(directory)]) await rm(path, { recursive: true, force: true });
}

function gone(directory: string): string {
  return `${directory}.gone`;
}
