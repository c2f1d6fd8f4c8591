import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createStore } from '@agentstore/core';
import '@agentstore/file';
import { actFailover } from './act-failover.ts';
import { actKilled } from './act-killed.ts';
import { conversation } from './conversation.ts';
import { readTranscript } from './read-transcript.ts';
import { aside, colors, counted, say } from './screen.ts';
import { showSessions } from './show-sessions.ts';

const help = `npm run demo [-- FILE.jsonl]

Stores an agent's conversation with the file driver, in a process that is killed in the middle, and goes on in another one;
then the same on a chain of two drivers, of which the first fails. Shows that nothing is lost and nothing is doubled.

FILE.jsonl   a conversation of your own: JSON lines, one message each, an object with a "role".
             Without it, a short conversation with tool calls.

What is stored stays in the folder .agentstore-demo where you are, so that the next run finds it.`;

const folder = '.agentstore-demo';
const agentName = 'demo';

try {
  await main();
} catch (error) {
  console.error(colors.red(`demo: ${(error as Error).message}`));
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const options = { help: { type: 'boolean', short: 'h' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [file, ...others] = positionals;
  if (others.length > 0) throw new Error('one file at a time: npm run demo -- FILE.jsonl');
  if (values.help) return console.log(help);

  const { name, messages } = file === undefined ? conversation : await readTranscript(file);
  say(`${colors.bold('agentstore')}: an agent's conversation, ${counted(messages.length, 'message')} ("${name}")`);

  const directory = resolve(folder, 'sessions');
  const startedAt = new Date().toISOString();
  // Any text would do; this one reads well as a folder's name too.
  const chatName = (act: string) =>
    `${startedAt} ${act} ${name.slice(0, 60)}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const killed = { agentName, chatName: chatName('killed') };
  const failedOver = { agentName, chatName: chatName('failed over') };
  await using store = createStore({ defaultStorage: { driver: 'file', directory } });

  await actKilled(store, directory, killed, messages);
  await actFailover(resolve(folder, `first-${process.pid}`), directory, failedOver, messages);
  const names = [killed.chatName, failedOver.chatName];
  await showSessions(store, agentName, directory, ({ chatName = '' }) => names.includes(chatName));
  aside(`They stay for the next run. To remove them, delete the folder ${folder} here.`);
}
