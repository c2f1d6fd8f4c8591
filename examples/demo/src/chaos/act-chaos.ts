import { createStore, type SessionIdentityFields } from '@agentstore/core';
import { DriverChain } from '@agentstore/core/chain';
import type { Conversation } from '../message.ts';
import { aside, say, title } from '../screen.ts';
import { compareAll } from './compare.ts';
import { type ChaosPair, openPair } from './pair.ts';
import { Screen } from './screen.ts';
import { runScript } from './script.ts';
import { TalkingAgent } from './talking-agent.ts';

const session: SessionIdentityFields = { agentName: 'demo', chatName: 'chaos' };

/**
 * A conversation goes on while its drivers are hung, killed and taken away. @param driver 'redis' or 'file', by default redis
 * where a server can be had
 */
export async function actChaos({ messages }: Conversation, driver?: string): Promise<void> {
  const pair = await openPair(driver);
  try {
    title('A conversation goes on while its drivers fail');
    say(`on a chain of ${pair.words}`);
    await goOn(pair, messages);
  } finally {
    await pair.stop();
  }
}

async function goOn(pair: ChaosPair, messages: Conversation['messages']): Promise<void> {
  const chain = new DriverChain({ drivers: pair.drivers.map(({ id, spec }) => ({ ...spec, id })) });
  const agent = new TalkingAgent(createStore({ defaultStorage: chain }).history(session, { fresh: true }), messages);
  const screen = new Screen(chain, agent);
  try {
    const talking = agent.talk();
    await Promise.race([runScript(pair.script, chain, (line) => screen.say(line)), talking]);
    await agent.stop();
    screen.end();
    await chain.flush();
    await compareAll(pair, chain, session, agent);
    aside('What was stored for this is removed again.');
  } finally {
    screen.end();
    await chain.close();
  }
}
