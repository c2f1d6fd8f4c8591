// Says in four ways where memory lies, and looks which one wins. `node dist/main.js ./memory` keeps what it stores;
// without a folder it lies in a temporary one, which is removed at the end. `--driver redis` puts all that config.ts and
// agents.ts name as directories into places of that name on a server.
import { mkdir } from 'node:fs/promises';
import {
  type Agent,
  type AgentStore,
  ChatHistoryStorage,
  createDriver,
  createStore,
  type DriverSpec,
} from '@agentstore/core';
import { UsageStorage } from '@agentstore/core/usage';
import { chosenBackend } from '@agentstore/example-backends';
import { AuditAgent, Notes, OpenAiAgent, PlainAgent } from './agents.ts';
import { config } from './config.ts';
import { Places } from './places.ts';
import { decidedBy } from './where.ts';

const startedIn = process.cwd();
const backend = await chosenBackend(process.argv.slice(2), 'configuring');
const places = new Places(backend);
if (backend.name === 'file') {
  await mkdir(backend.directory, { recursive: true });
  // The directories in config.ts are relative.
  process.chdir(backend.directory);
}
try {
  await fourWays();
  await threeKinds();
} finally {
  process.chdir(startedIn);
  await backend.stop();
}

/** Each has all that the ones before it have and one thing more, which wins. */
async function fourWays(): Promise<void> {
  await using store = createStore(await places.of(config));
  const user = { userId: 'ann' };

  console.log('The history by');
  await show('global defaults', new PlainAgent({ ...user, chatName: 'defaults' }, store));
  await show('the provider', new OpenAiAgent({ ...user, chatName: 'provider' }, store));
  await show("the agent's class", await audit({ ...user, chatName: 'class' }, store));

  const agent = await audit({ ...user, chatName: 'run-time' }, store);
  const { spec } = await places.of<{ spec: DriverSpec }>({
    spec: { driver: 'file', directory: 'run-time', ttlSeconds: 3600 },
  });
  // The store does not know this driver: it neither closes it nor finds its sessions.
  const driver = createDriver(spec);
  agent.setChatHistory(new ChatHistoryStorage(agent.context().identity, driver));
  await show('setChatHistory()', agent, spec);
  await driver.close();
}

async function show(way: string, agent: Agent, runtime?: DriverSpec): Promise<void> {
  await agent.chatHistory().add({ role: 'user', content: 'Hello' });
  report(way, decidedBy(agent, 'history', runtime), await places.holding(agent, 'history'));
}

/** One agent: its class names a driver for the history alone, its provider one for the usage, and the defaults the rest. */
async function threeKinds(): Promise<void> {
  await using store = createStore(await places.of(config));
  const agent = await audit({ userId: 'ann', chatName: 'kinds' }, store);
  await agent.chatHistory().add({ role: 'user', content: 'Hello' });
  await agent.context().storage(UsageStorage).add({ model: 'small', inputTokens: 9, outputTokens: 12 });
  await agent.context().storage(Notes).add({ text: 'prefers mail' });

  console.log('\nOne agent');
  report('history', decidedBy(agent, 'history'), await places.holding(agent, 'history'));
  report('usageStorage', decidedBy(agent, 'usageStorage'), await places.holding(agent, 'usage'));
  report('storage', decidedBy(agent, 'storage'), await places.holding(agent, 'notes'));
}

/** Its class names a directory too, in a field that is read when it is first needed. */
async function audit(
  session: { readonly userId: string; readonly chatName: string },
  store: AgentStore,
): Promise<Agent> {
  const agent = new AuditAgent(session, store);
  return Object.assign(agent, await places.of({ history: agent.history }));
}

function report(what: string, decided: string, held: readonly string[]): void {
  console.log(`  ${what.padEnd(17)} ${decided}`);
  for (const list of held) console.log(`${' '.repeat(20)}${list}`);
}
