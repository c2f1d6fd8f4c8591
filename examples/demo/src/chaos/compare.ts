import { createStore, type SessionIdentityFields } from '@agentstore/core';
import type { DriverChain } from '@agentstore/core/chain';
import { firstDifference } from '../difference.ts';
import type { Message } from '../message.ts';
import { prove, say, title } from '../screen.ts';
import type { ChaosPair } from './pair.ts';
import type { TalkingAgent } from './talking-agent.ts';

/** What the agent sent, what the chain gives back, and what each driver alone holds. */
export async function compareAll(
  pair: ChaosPair,
  chain: DriverChain,
  session: SessionIdentityFields,
  { sent, acknowledged, refused, longestPauseMs }: TalkingAgent,
): Promise<void> {
  title('What became of it');
  const again = refused === 0 ? '' : `, after ${refused} refusals`;
  prove(acknowledged === sent.length, `sent ${sent.length}, acknowledged ${acknowledged}${again}`);
  say(`  longest pause that the agent saw: ${Math.round(longestPauseMs)} ms`);

  const read = await createStore({ defaultStorage: chain }).history<Message>(session).get();
  proveSame('read back', read, sent);
  for (const { id, spec } of pair.drivers) {
    await using alone = createStore({ defaultStorage: spec });
    proveSame(`${id} alone`, await alone.history<Message>(session).get(), sent);
  }
}

function proveSame(who: string, stored: readonly Message[], sent: readonly Message[]): void {
  const doubled = stored.length - new Set(stored.map(({ number }) => number)).size;
  const lost = sent.filter(({ number }) => !stored.some((message) => message.number === number)).length;
  const isSame = firstDifference(stored, sent) === null;
  const order = isSame ? 'the same texts in the same order' : 'not what was sent';
  prove(isSame, `${who}: ${stored.length}, lost ${lost}, doubled ${doubled}, ${order}`);
}
