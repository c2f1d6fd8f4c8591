import { setTimeout as delay } from 'node:timers/promises';
import { createStore, type SessionIdentityFields } from '@agentstore/core';
import { DriverChain } from '@agentstore/core/chain';
import { continueConversation } from './continue-conversation.ts';
import { proveEqual } from './difference.ts';
import type { FailoverPair } from './failover-pair.ts';
import { type Message, oneLine } from './message.ts';
import { aside, colors, cut, prove, say, showMessage, title } from './screen.ts';

/** In milliseconds. A driver that works again is found within five seconds. */
const patienceMs = 20_000;

/** The same conversation on two drivers, of which the first fails in the middle. */
export async function actFailover(
  pair: FailoverPair,
  session: SessionIdentityFields,
  messages: readonly Message[],
): Promise<void> {
  title('2. The first driver of two fails');
  say(`the same code, on a chain of ${pair.words}`);
  const chain = new DriverChain({ drivers: pair.drivers });
  const store = createStore({ defaultStorage: chain });
  try {
    const middle = Math.max(Math.ceil(messages.length / 2), messages.length - pair.mostMissed);
    const missed = heardMissed(chain);
    let acknowledged = 0;
    await continueConversation(store.history<Message>(session), messages, async (report) => {
      if (!('acknowledged' in report)) return;
      acknowledged++;
      showMessage(messages, report.acknowledged, 6);
      if (acknowledged === middle) say(colors.red(await pair.cut('first')));
    });
    const [all, after] = [messages.length, messages.length - middle];
    const isSo = acknowledged === all && missed.length === after;
    prove(
      isSo,
      `acknowledged ${acknowledged} of ${all}; "first" missed ${missed.length} of the ${after} after its failure`,
    );
    await readAgain(chain, () => store.history<Message>(session).get(), messages);
    if (!pair.firstKeeps) return;
    await repair(chain, pair);
    await using first = createStore({ defaultStorage: pair.spec });
    say('read from "first" alone:');
    proveEqual(await first.history<Message>(session).get(), messages);
  } finally {
    await chain.close();
    await pair.end();
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

/** What the first driver missed it is given once it works again: nobody has to ask for it. */
async function repair(chain: DriverChain, pair: FailoverPair): Promise<void> {
  const told: string[] = [];
  for (const event of ['repaired', 'recovered'] as const) {
    chain.on(event, ({ driver }) => {
      told.push(`${event} ${driver}`);
    });
  }
  await pair.restore();
  const deadline = performance.now() + patienceMs;
  while (chain.status().some(({ state }) => state !== 'up') && performance.now() < deadline) await delay(20);
  prove(
    told.join() === 'repaired first,recovered first',
    '"first" works again, and was given what it had missed: events repaired, recovered',
  );
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
