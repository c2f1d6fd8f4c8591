import type { AgentStore, SessionIdentity } from '@agentstore/core';
import type { Message } from './message.ts';
import { aside, colors, counted, say, title } from './screen.ts';

const mostShown = 8;

/** What all runs have stored, the newest first. `isNew`: stored by this run. */
export async function showSessions(
  store: AgentStore,
  agentName: string,
  where: string,
  isNew: (session: SessionIdentity) => boolean,
): Promise<void> {
  const sessions: SessionIdentity[] = [];
  for await (const session of store.sessions({ agentName })) sessions.push(session);
  sessions.sort((a, b) => ((a.chatName ?? '') < (b.chatName ?? '') ? 1 : -1));
  const earlier = sessions.filter((session) => !isNew(session)).length;

  title('What is stored');
  say(`${counted(sessions.length, 'session')} in ${where}, ${earlier} of them from earlier runs`);
  for (const session of sessions.slice(0, mostShown)) {
    const count = await store.history<Message>(session).count();
    say(`  ${session.chatName}  ${counted(count, 'message')}${isNew(session) ? colors.green('  new') : ''}`);
  }
  if (sessions.length > mostShown) aside(`  and ${sessions.length - mostShown} more`);
}
