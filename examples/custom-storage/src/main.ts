// A typed list of your own beside the history. `node dist/main.js ./memory` keeps what it stores; without a folder it lies
// in a temporary one, which is removed at the end. `--driver redis` stores it elsewhere.
import { createStore, type DriverSpec, ValidationError } from '@agentstore/core';
import '@agentstore/file';
import { chosenBackend } from '@agentstore/example-backends';
import { SummaryAgent } from './summary-agent.ts';

const backend = await chosenBackend(process.argv.slice(2), 'custom-storage');
const driver: DriverSpec =
  backend.name === 'file' ? { driver: 'file', directory: backend.directory } : await backend.spec();
const session = { userId: 'ann', chatName: 'order-4471' };

try {
  await write();
  await readAgain();
} finally {
  await backend.stop();
}

async function write(): Promise<void> {
  await using store = createStore({ defaultStorage: driver });
  const agent = new SummaryAgent(session, store);
  await agent.chatHistory().add({ role: 'user', content: 'I was charged twice for order 4471.' });
  await agent
    .summaries()
    .addSummary('Charged twice after a restart of the worker; 48.60 € given back once.', 16, 'billing');
  await agent.summaries().add({ type: 'note', text: 'writes French' });

  try {
    await agent.summaries().addSummary('', -1);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    console.log(`refused: ${error.message}`);
  }
}

/** As another process would: what comes back are instances of the models. */
async function readAgain(): Promise<void> {
  await using store = createStore({ defaultStorage: driver });
  const agent = new SummaryAgent(session, store);
  for (const item of await agent.summaries().get()) {
    // `type` tells the compiler, too, which one it is.
    if (item.type === 'note') console.log(`note:    ${item.text}`);
    else console.log(`summary: ${item.headline} (${item.messageCount} messages, topics: ${item.topics ?? 'none'})`);
  }
  const latest = await agent.summaries().latestSummary();
  console.log(`the latest one is a ${latest?.constructor.name}, of ${latest?.createdAt.slice(0, 10)}`);

  // The session's lists lie apart, and go together.
  for await (const { identity } of store.lists({ userId: 'ann' })) console.log(`stored:  ${identity.key}`);
  if (backend.keeps) return;
  await agent.context().remove();
  console.log(
    `removed: ${await agent.summaries().count()} summaries, ${await agent.chatHistory().count()} messages left`,
  );
}
