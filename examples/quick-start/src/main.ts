// A conversation that outlives the process. `node dist/main.js ./memory` keeps what it stores, and the next run finds it;
// without a folder it lies in a temporary one, which is removed at the end. `--driver redis` stores it elsewhere.
import { createStore, type DriverSpec } from '@agentstore/core';
import '@agentstore/file'; // registers 'file', and types its options
import { chosenBackend } from '@agentstore/example-backends';

/** What the framework in use calls a message: agentstore keeps it as it is. */
interface Message {
  readonly role: 'user' | 'assistant' | 'tool';
  readonly content: string | null;
  readonly tool_calls?: readonly { readonly id: string; readonly name: string; readonly arguments: string }[];
  readonly tool_call_id?: string;
}

const backend = await chosenBackend(process.argv.slice(2), 'quick-start');
// A driver's name, and what it takes. `--driver redis` makes it { driver: 'redis', url: 'redis://...' }; the rest is the same.
const driver: DriverSpec =
  backend.name === 'file' ? { driver: 'file', directory: backend.directory } : await backend.spec();
const session = { agentName: 'support', userId: 'ann', chatName: 'order-4471' };

try {
  await talk();
  await readAgain();
} finally {
  await backend.stop();
}

async function talk(): Promise<void> {
  // One store a process; it closes what it opened where this function ends.
  await using store = createStore({ defaultStorage: driver });
  // One history a request: it keeps what it has loaded.
  const history = store.history<Message>(session);
  console.log(`found ${await history.count()} messages of earlier runs`);

  // Each add resolves once it is stored: with files, on the disk. It costs what is new, however long the history is.
  await history.add({ role: 'user', content: 'Where is my order?' });
  // Several messages in one add are stored together, or not at all.
  await history.add(
    { role: 'assistant', content: null, tool_calls: [{ id: 'call_1', name: 'track', arguments: '{"order":4471}' }] },
    { role: 'tool', content: 'left the warehouse at 9:12', tool_call_id: 'call_1' },
    { role: 'assistant', content: 'It is on its way.' },
  );

  // An edit is an update of what is stored: it runs again where another process was faster.
  await history.update((messages) =>
    messages.map((message) =>
      message.content === 'It is on its way.' ? { ...message, content: 'It left at 9:12.' } : message,
    ),
  );
}

/** As the next process would: it knows the driver and the session, nothing else. */
async function readAgain(): Promise<void> {
  await using store = createStore({ defaultStorage: driver });
  for await (const { agentName, userId, chatName } of store.sessions({ userId: 'ann' })) {
    console.log(`${agentName} remembers ${userId} in ${chatName}:`);
  }
  const history = store.history<Message>(session);
  // What fits a model call: the newest messages, a tool call and its result together or not at all.
  for (const { role, content } of await history.forModel({ messages: 4 })) {
    console.log(`  ${role.padEnd(9)} ${content ?? '(calls a tool)'}`);
  }
  console.log(`${await history.count()} messages in ${backend.where}`);
}
