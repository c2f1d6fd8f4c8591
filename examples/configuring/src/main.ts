// Says in four ways where memory lies, and looks which one wins. `node dist/main.js ./memory` keeps what it stores;
// without a folder it lies in a temporary one, which is removed at the end.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Agent, ChatHistoryStorage, createDriver, createStore, type DriverSpec } from '@agentstore/core';
import { UsageStorage } from '@agentstore/core/usage';
import { AuditAgent, Notes, OpenAiAgent, PlainAgent } from './agents.ts';
import { config } from './config.ts';
import { decidedBy, filesOf } from './where.ts';

const startedIn = process.cwd();
const [folder] = process.argv.slice(2);
const directory = folder ?? (await mkdtemp(join(tmpdir(), 'agentstore-configuring-')));
await mkdir(directory, { recursive: true });
// The directories in config.ts are relative.
process.chdir(directory);
try {
  await fourWays();
  await threeKinds();
} finally {
  process.chdir(startedIn);
  if (!folder) await rm(directory, { recursive: true });
}

/** Each has all that the ones before it have and one thing more, which wins. */
async function fourWays(): Promise<void> {
  await using store = createStore(config);
  const user = { userId: 'ann' };

  console.log('The history by');
  await show('global defaults', new PlainAgent({ ...user, chatName: 'defaults' }, store));
  await show('the provider', new OpenAiAgent({ ...user, chatName: 'provider' }, store));
  await show("the agent's class", new AuditAgent({ ...user, chatName: 'class' }, store));

  const agent = new AuditAgent({ ...user, chatName: 'run-time' }, store);
  const spec: DriverSpec = { driver: 'file', directory: 'run-time', ttlSeconds: 3600 };
  // The store does not know this driver: it neither closes it nor finds its sessions.
  const driver = createDriver(spec);
  agent.setChatHistory(new ChatHistoryStorage(agent.context().identity, driver));
  await show('setChatHistory()', agent, spec);
  await driver.close();
}

async function show(way: string, agent: Agent, runtime?: DriverSpec): Promise<void> {
  await agent.chatHistory().add({ role: 'user', content: 'Hello' });
  report(way, decidedBy(agent, 'history', runtime), await filesOf(agent, 'history'));
}

/** One agent: its class names a driver for the history alone, its provider one for the usage, and the defaults the rest. */
async function threeKinds(): Promise<void> {
  await using store = createStore(config);
  const agent = new AuditAgent({ userId: 'ann', chatName: 'kinds' }, store);
  await agent.chatHistory().add({ role: 'user', content: 'Hello' });
  await agent.context().storage(UsageStorage).add({ model: 'small', inputTokens: 9, outputTokens: 12 });
  await agent.context().storage(Notes).add({ text: 'prefers mail' });

  console.log('\nOne agent');
  report('history', decidedBy(agent, 'history'), await filesOf(agent, 'history'));
  report('usageStorage', decidedBy(agent, 'usageStorage'), await filesOf(agent, 'usage'));
  report('storage', decidedBy(agent, 'storage'), await filesOf(agent, 'notes'));
}

function report(what: string, place: string, files: readonly string[]): void {
  console.log(`  ${what.padEnd(17)} ${place}`);
  for (const file of files) console.log(`${' '.repeat(20)}${file}`);
}
