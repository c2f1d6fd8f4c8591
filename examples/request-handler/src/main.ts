// A chat behind HTTP, in two processes that share one directory: many requests at once, and one process killed while the
// model thinks. The application is in src/app; src/pretended stands for the framework and the model. `--driver redis` makes
// them share a server instead.
import { fileURLToPath } from 'node:url';
import { ConfigError, type DriverSpec } from '@agentstore/core';
import { chosenBackend } from '@agentstore/example-backends';
import type { Message } from './app/chat/message.ts';
import { store } from './app/store.ts';
import { PretendedModel } from './pretended/pretended-model.ts';
import { ServerProcess } from './pretended/server-process.ts';

const program = fileURLToPath(new URL('./server.js', import.meta.url));
const backend = await chosenBackend(process.argv.slice(2), 'request-handler');
// What the memory driver keeps is its process's own: another process is told its name, not what is in it.
const driver: DriverSpec = backend.name === 'memory' ? { driver: 'memory' } : await backend.spec();
const model = new PretendedModel();
const settings = { driver, modelUrl: await model.start() };
const one = await ServerProcess.start(program, settings);
const other = backend.name === 'memory' ? one : await ServerProcess.start(program, settings);
// Where what is stored stays, earlier runs had their chats there.
const run = Date.now();
try {
  await manyAtOnce();
  if (backend.name === 'memory') console.log('What the memory driver keeps dies with its process, so none is killed.');
  else await killedInTheMiddle();
  await nobody();
} finally {
  for (const server of [one, other]) await server.stop();
  model.stop();
  await backend.stop();
}

async function manyAtOnce(): Promise<void> {
  const chat = `busy-${run}`;
  const turns = Array.from({ length: 20 }, (_, number) => `turn-${number}`);
  await Promise.all(turns.map((turn, at) => (at % 2 ? one : other).ask('ann', chat, turn, `Question ${at}`)));
  const messages = await read(one, chat);
  const answered = turns.filter((turn) => messages.filter((message) => message.turn === turn).length === 2);
  const processes = one === other ? 'one process' : 'two processes';
  console.log(`20 requests at once to ${processes}: ${answered.length} questions stored with their answers`);
}

async function killedInTheMiddle(): Promise<void> {
  const chat = `order-4471-${run}`;
  const question = ['ann', chat, 'turn-1', 'Where is my order?'] as const;
  const { asked } = model.holdNext();
  const lost = one.ask(...question).catch(() => null);
  await asked;
  await one.kill();
  await lost;
  show('The process was killed while the model thought. The other one finds', await read(other, chat));
  await other.ask(...question);
  show('The client sent the same turn again. Now there are', await read(other, chat));
}

async function nobody(): Promise<void> {
  const { status } = await other.read(null, 'order-4471');
  console.log(`Without a session: ${status}. A handler that forgets to ask gets`);
  const session: { readonly userId?: string } = {};
  try {
    // @ts-expect-error the compiler refuses it as well (exactOptionalPropertyTypes)
    store().history({ agentName: 'support', userId: session.userId, chatName: 'order-4471' });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.log(`  ConfigError: ${error.message}`);
  }
}

async function read(server: ServerProcess, chat: string): Promise<Message[]> {
  return (await server.read('ann', chat)).json() as Promise<Message[]>;
}

function show(what: string, messages: readonly Message[]): void {
  console.log(what);
  for (const { role, content } of messages) console.log(`  ${role.padEnd(9)} ${content}`);
}
