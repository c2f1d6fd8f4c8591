import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createStore } from '@agentstore/core';
import { type Backend, driverHelp, driverOptions, openBackend } from '@agentstore/example-backends';
import { actFailover } from './act-failover.ts';
import { actKilled } from './act-killed.ts';
import { actNotKilled } from './act-not-killed.ts';
import { conversation } from './conversation.ts';
import { failoverPair } from './failover-pair.ts';
import type { Conversation } from './message.ts';
import { readTranscript } from './read-transcript.ts';
import { aside, colors, counted, say, title } from './screen.ts';
import { showSessions } from './show-sessions.ts';

const folder = '.agentstore-demo';
const agentName = 'demo';
/** The part of the backend where the sessions stay. */
const place = 'sessions';

const help = `npm run demo [-- FILE.jsonl] [--driver NAME] [--url URL] [--chaos]

Stores an agent's conversation with the file driver, in a process that is killed in the middle, and goes on in another one;
then the same on a chain of two drivers, of which the first fails. Shows that nothing is lost and nothing is doubled.

FILE.jsonl      a conversation of your own: JSON lines, one message each, an object with a "role".
                Without it, a short conversation with tool calls.
${driverHelp}
--chaos         a conversation goes on while its drivers are hung, killed and taken away, for some twenty seconds: redis and
                files, or with --driver file two directories.

What is stored stays for the next run: in the folder ${folder} where you are, or on the server that you name.`;

try {
  await main();
} catch (error) {
  console.error(colors.red(`demo: ${(error as Error).message}`));
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const options = { ...driverOptions, chaos: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [file, ...others] = positionals;
  if (others.length > 0) throw new Error('one file at a time: npm run demo -- FILE.jsonl');
  if (values.help) return console.log(help);

  const shown = file === undefined ? conversation : await readTranscript(file);
  if (values.chaos) {
    if (values.url !== undefined) throw new Error('--chaos kills its server, which it starts itself: leave out --url');
    const { actChaos } = await import('./chaos/act-chaos.ts');
    return actChaos(shown, values.driver);
  }
  const isFile = (values.driver ?? 'file') === 'file';
  const backend = await openBackend({ ...values, program: 'demo', ...(isFile && { directory: resolve(folder) }) });
  try {
    await show(backend, shown);
  } finally {
    await backend.stop();
  }
}

async function show(backend: Backend, { name, messages }: Conversation): Promise<void> {
  say(`${colors.bold('agentstore')}: an agent's conversation, ${counted(messages.length, 'message')} ("${name}")`);
  if (backend.name !== 'file') say(`the ${backend.name} driver: ${backend.where}`);

  const startedAt = new Date().toISOString();
  // Any text would do; this one reads well as a folder's name too.
  const chatName = (act: string) =>
    `${startedAt} ${act} ${name.slice(0, 60)}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const killed = { agentName, chatName: chatName('killed') };
  const failedOver = { agentName, chatName: chatName('failed over') };

  await using store = createStore({ defaultStorage: await backend.spec(place) });
  if (backend.name === 'memory') await actNotKilled(store, killed, messages);
  else await actKilled(store, await backend.spec(place), killed, messages);

  const pair = await failoverPair(backend, place);
  if (pair) await actFailover(pair, failedOver, messages);
  else sayNoFailover();

  const names = [killed.chatName, failedOver.chatName];
  const where = backend.name === 'file' ? resolve(folder, place) : backend.where;
  await showSessions(store, agentName, where, ({ chatName = '' }) => names.includes(chatName));
  aside(farewell(backend));
}

function sayNoFailover(): void {
  title('2. No driver fails');
  say('this act cuts the way to the server, which it can where the server is on this machine and answers without TLS');
}

function farewell(backend: Backend): string {
  if (backend.name === 'file') return `They stay for the next run. To remove them, delete the folder ${folder} here.`;
  return backend.keeps ? 'They stay there for the next run.' : 'They end with this run.';
}
