// How the package feels to use. Each `@ts-expect-error` is a mistake that the types must catch. Type-checked, never run.

import {
  Agent,
  ChatHistoryStorage,
  createDriver,
  createStore,
  DataModel,
  DataModelArray,
  type DriverOptions,
  type DriverSpec,
  defineConfig,
  driverName,
  type Item,
  registerDriver,
  type SessionIdentity,
  Storage,
  StorageDriver,
} from '@agentstore/core';
import type {} from '@agentstore/file';
import type {} from '@agentstore/redis';
import * as v from 'valibot';
import { z } from 'zod';

// 1. Quick start.
{
  await using store = createStore({ defaultStorage: { driver: 'file', directory: './chats' } });
  const history = store.history({ agentName: 'support', userId: 'u1', chatName: 'c1' });
  await history.add({ role: 'user', content: 'Hello' }, { role: 'assistant', content: 'Hi' });
  for (const message of await history.get()) console.log(message.role, message.content);
}

// 2. The four ways of configuring: the store, the provider, the agent, and at run time.
const config = defineConfig({
  defaultHistoryStorage: ['redis', { driver: 'file', directory: './chats', id: 'local' }],
  defaultStorage: {
    driver: 'chain',
    minWrites: 'majority',
    drivers: ['redis', { driver: 'file', directory: './all' }],
  },
  providers: { openai: { usageStorage: 'file' } },
  drivers: { redis: { url: 'redis://127.0.0.1' }, file: { directory: './usage' } },
});
const store = createStore(config);
class SupportAgent extends Agent {
  override readonly history: DriverSpec = ['redis', { driver: 'file', directory: './support' }];
}
class ShortAgent extends Agent {
  override readonly history = 'redis';
}
const agent = new SupportAgent({ userId: 'u', chatName: 'c' }, store);
agent.setChatHistory(new ChatHistoryStorage(agent.context().identity, { driver: 'redis', url: 'x', ttlSeconds: 3600 }));
createDriver(driverName(process.env.STORE ?? 'memory'));
// @ts-expect-error a typo in a field
createDriver([{ driver: 'redis', ulr: 'x' }]);
// @ts-expect-error a typo in a name
createDriver('reddis');
const instance = createDriver('memory');
createDriver({
  driver: 'chain',
  reads: 'merged',
  minWrites: 2,
  drivers: [
    { driver: 'redis', url: 'x', id: 'east', timeoutMs: 500, ttlSeconds: 3600 },
    { driver: instance, id: 'cache', ttlSeconds: 60 },
    { driver: 'file', directory: './all', background: { maxQueued: 100, whenFull: 'reject' } },
  ],
});
// @ts-expect-error reads are 'first' or 'merged'
createDriver({ driver: 'chain', reads: 'last', drivers: ['redis'] });
// @ts-expect-error a full queue waits or rejects
createDriver(['redis', { driver: instance, background: { whenFull: 'drop' } }]);
// @ts-expect-error the file driver needs a directory
createDriver({ driver: 'file' });
// @ts-expect-error a connection is an address or a client, not both
createDriver({ driver: 'redis', url: 'x', client: {} });
class TypoAgent extends Agent {
  // @ts-expect-error a typo in a driver's name
  override readonly history = 'reddis';
}

// 3. Storages of your own: fields are declared once, in the schema.
class ConversationSummary extends DataModel.of(
  z.object({
    type: z.literal('summary').default('summary'),
    summary: z.string(),
    messageCount: z.int(),
    createdAt: z.iso.datetime(),
    topics: z.string().nullable().default(null),
  }),
) {
  get short(): string {
    return this.summary.slice(0, 80);
  }
}
class Note extends DataModel.of(v.object({ type: v.literal('note'), text: v.string() })) {}
class Summaries extends DataModelArray.of('type', { summary: ConversationSummary, note: Note }) {}
class SummaryStorage extends Storage.of('summaries', Summaries) {
  async addSummary(summary: string, messageCount: number): Promise<ConversationSummary> {
    const item = ConversationSummary.from({ summary, messageCount, createdAt: new Date().toISOString() });
    await this.add(item);
    return item;
  }
}
const summaries = store.context({ agentName: 'a', userId: 'u' }).storage(SummaryStorage);
const last = await summaries.getLast();
if (last?.type === 'note') last.text.toUpperCase();
else if (last) last.short.toUpperCase();
await summaries.addSummary('we spoke of mail', 3);
await summaries.update((all) => all.map((item) => (item.type === 'note' ? { ...item, text: 'x' } : item)));
class Plain extends Storage.of('plain', z.object({ a: z.number(), b: z.string().default('x') })) {}
(await new Plain({ agentName: 'a' }, 'memory').get())[0]?.b.length;
await new Plain({ agentName: 'a' }, 'memory').add({ a: 1 });
// @ts-expect-error a Date is not JSON
class NotJson extends DataModel.of(z.object({ at: z.coerce.date() })) {}
// @ts-expect-error what is stored (a number) would not be read back (a string)
class OneWay extends DataModel.of(z.object({ n: z.string().transform(Number) })) {}

// 4. A driver of a third party, whole.
interface LmdbConfig extends DriverOptions {
  readonly path: string;
}
declare module '@agentstore/core' {
  interface DriverConfigs {
    'types-lmdb': LmdbConfig;
  }
}
declare const database: {
  get(key: string): string | undefined;
  put(key: string, value: string): Promise<void>;
  del(key: string): Promise<void>;
};
class LmdbDriver extends StorageDriver {
  readonly name = 'types-lmdb';
  readonly config: LmdbConfig;
  constructor(config: LmdbConfig) {
    super();
    this.config = config;
  }
  async read(identity: SessionIdentity): Promise<Item[] | null> {
    const text = database.get(identity.key);
    return text === undefined ? null : JSON.parse(text);
  }
  async write(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    await database.put(identity.key, JSON.stringify(items));
  }
  async remove(identity: SessionIdentity): Promise<void> {
    await database.del(identity.key);
  }
}
registerDriver('types-lmdb', LmdbDriver);

// 5. A user's sessions, and their removal.
declare const request: { user?: { id: string } } | null;
for await (const session of store.sessions({ userId: 'u1' })) console.log(session.agentName, session.chatName);
await store.remove({ userId: 'u1' });
// @ts-expect-error an undefined user would have meant everybody
await store.remove({ userId: request?.user?.id });
// @ts-expect-error no field would have meant everything
await store.remove({});

// 6. Other frameworks' messages, as they are.
type OpenAIMessage =
  | { role: 'user'; content: string }
  | { role: 'assistant'; content: string | null; tool_calls?: { id: string }[] }
  | { role: 'tool'; content: string; tool_call_id: string };
const chat = store.history<OpenAIMessage>({ agentName: 'support', userId: 'u', chatName: 'c' });
const limit = { tokens: 8_000, countTokens: (message: OpenAIMessage) => JSON.stringify(message).length / 4 };
const messages: OpenAIMessage[] = await chat.forModel(limit);
await chat.update((all) => [...all.slice(0, -1), { role: 'assistant', content: 'edited' }]);
// @ts-expect-error a role that the framework does not know
await chat.add({ role: 'model', content: 'x' });

void [ShortAgent, TypoAgent, NotJson, OneWay, messages];
