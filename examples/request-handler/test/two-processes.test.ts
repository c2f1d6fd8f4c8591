import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Message } from '../src/app/chat/message.ts';
import { PretendedModel } from '../src/pretended/pretended-model.ts';
import { ServerProcess } from '../src/pretended/server-process.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const program = join(__dirname, '../dist/server.js');
const directory = temporaryDirectory();
const model = new PretendedModel();
let modelUrl: string;
let servers: readonly [ServerProcess, ServerProcess];

async function start(): Promise<ServerProcess> {
  return ServerProcess.start(program, { driver: { driver: 'file', directory }, modelUrl });
}

beforeAll(async () => {
  if (!existsSync(program)) throw new Error('build the example first: npm run build');
  modelUrl = await model.start();
  servers = await Promise.all([start(), start()]);
});
afterAll(async () => {
  for (const server of servers) await server.stop();
  model.stop();
});

async function read(server: ServerProcess, chat: string, user = 'ann'): Promise<Message[]> {
  const response = await server.read(user, chat);
  expect(response.status).toBe(200);
  return (await response.json()) as Message[];
}

test('20 requests at once to one chat, from two processes, lose no question and no answer', async () => {
  const turns = Array.from({ length: 20 }, (_, number) => `turn-${number}`);
  const responses = await Promise.all(
    turns.map((turn, at) => servers[at < 10 ? 0 : 1].ask('ann', 'busy', turn, `Question of ${turn}`)),
  );
  const answers = turns.map((turn) => ({ turn, role: 'assistant', content: expect.stringMatching(/^You said: /) }));
  expect(await Promise.all(responses.map((response) => response.json()))).toEqual(answers);

  for (const server of servers) {
    const messages = await read(server, 'busy');
    expect(messages).toHaveLength(40);
    for (const turn of turns) {
      expect(messages.filter((message) => message.turn === turn)).toEqual([
        { turn, role: 'user', content: `Question of ${turn}` },
        { turn, role: 'assistant', content: expect.stringMatching(/^You said: /) },
      ]);
    }
  }
});

test('a turn that is sent again while the model still thinks is one question with one answer', async () => {
  const { asked, release } = model.holdNext();
  const first = servers[0].ask('ann', 'impatient', 'turn-1', 'Hello');
  await asked;
  const second = await servers[1].ask('ann', 'impatient', 'turn-1', 'Hello');
  release();
  const answer = { turn: 'turn-1', role: 'assistant', content: 'You said: Hello' };
  expect([await (await first).json(), await second.json()]).toEqual([answer, answer]);
  expect(await read(servers[0], 'impatient')).toEqual([{ turn: 'turn-1', role: 'user', content: 'Hello' }, answer]);
});

test('a process that is killed while the model thinks loses no question: another one answers it', async () => {
  const doomed = await start();
  await doomed.ask('ann', 'killed', 'turn-1', 'Hello');
  const { asked } = model.holdNext();
  const lost = doomed.ask('ann', 'killed', 'turn-2', 'Where is my order?').catch(() => 'no response');
  await asked;
  await doomed.kill();
  expect(await lost).toBe('no response');

  const before = [
    { turn: 'turn-1', role: 'user', content: 'Hello' },
    { turn: 'turn-1', role: 'assistant', content: 'You said: Hello' },
    { turn: 'turn-2', role: 'user', content: 'Where is my order?' },
  ];
  expect(await read(servers[0], 'killed')).toEqual(before);
  const answer = { turn: 'turn-2', role: 'assistant', content: 'You said: Where is my order?' };
  const response = await servers[1].ask('ann', 'killed', 'turn-2', 'Where is my order?');
  expect(await response.json()).toEqual(answer);
  expect(await read(servers[0], 'killed')).toEqual([...before, answer]);
});

test('a turn that was answered is answered again from what is stored, without the model', async () => {
  const first = await servers[0].ask('ann', 'again', 'turn-1', 'Hello');
  const asked = model.asked.length;
  const second = await servers[1].ask('ann', 'again', 'turn-1', 'Hello');
  expect(await second.json()).toEqual(await first.json());
  expect(model.asked).toHaveLength(asked);
});
