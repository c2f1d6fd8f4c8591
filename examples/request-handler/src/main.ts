// A chat behind HTTP, in two processes that share one directory: many requests at once, and one process killed while the
// model thinks. The application is in src/app; src/pretended stands for the framework and the model.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '@agentstore/core';
import type { Message } from './app/chat/message.ts';
import { store } from './app/store.ts';
import { PretendedModel } from './pretended/pretended-model.ts';
import { ServerProcess } from './pretended/server-process.ts';

const program = fileURLToPath(new URL('./server.js', import.meta.url));
const directory = await mkdtemp(join(tmpdir(), 'agentstore-request-handler-'));
const model = new PretendedModel();
const settings = { directory, modelUrl: await model.start() };
const servers = await Promise.all([ServerProcess.start(program, settings), ServerProcess.start(program, settings)]);
try {
  await manyAtOnce(...servers);
  await killedInTheMiddle(...servers);
  await nobody(servers[1]);
} finally {
  for (const server of servers) await server.stop();
  model.stop();
  await rm(directory, { recursive: true });
}

async function manyAtOnce(one: ServerProcess, other: ServerProcess): Promise<void> {
  const turns = Array.from({ length: 20 }, (_, number) => `turn-${number}`);
  await Promise.all(turns.map((turn, at) => (at % 2 ? one : other).ask('ann', 'busy', turn, `Question ${at}`)));
  const messages = await read(one, 'busy');
  const answered = turns.filter((turn) => messages.filter((message) => message.turn === turn).length === 2);
  console.log(`20 requests at once to two processes: ${answered.length} questions stored with their answers`);
}

async function killedInTheMiddle(one: ServerProcess, other: ServerProcess): Promise<void> {
  const question = ['ann', 'order-4471', 'turn-1', 'Where is my order?'] as const;
  const { asked } = model.holdNext();
  const lost = one.ask(...question).catch(() => null);
  await asked;
  await one.kill();
  await lost;
  show('The process was killed while the model thought. The other one finds', await read(other, 'order-4471'));
  await other.ask(...question);
  show('The client sent the same turn again. Now there are', await read(other, 'order-4471'));
}

async function nobody(server: ServerProcess): Promise<void> {
  const { status } = await server.read(null, 'order-4471');
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
