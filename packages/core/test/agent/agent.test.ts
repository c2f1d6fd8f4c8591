import type * as core from '../../src/index.ts';
import {
  Agent,
  ChatHistoryStorage,
  ConfigError,
  createStore,
  type DriverSpec,
  defineConfig,
  MemoryDriver,
  SessionIdentity,
  Storage,
} from '../../src/index.ts';
import { UsageStorage } from '../../src/usage/index.ts';
import { Notes, note } from '../storage/notes.ts';

const session = { userId: 'ann', chatName: 'x' };
const hello = { role: 'user', content: 'Hello' };

/** One driver for each place in which a driver may be named. */
function places() {
  const [own, defaults, ofHistory, ofUsage, ofProvider] = Array.from({ length: 5 }, () => new MemoryDriver());
  if (!own || !defaults || !ofHistory || !ofUsage || !ofProvider) throw new Error('five drivers were made');
  const config = defineConfig({
    defaultStorage: defaults,
    defaultHistoryStorage: ofHistory,
    defaultUsageStorage: ofUsage,
    providers: { openai: { history: ofProvider, usageStorage: ofProvider } },
  });
  return { own, defaults, ofHistory, ofUsage, ofProvider, store: createStore(config) };
}

class PlainAgent extends Agent {}

test('an agent without fields uses the defaults of the configuration, each kind its own', () => {
  const { store, defaults, ofHistory, ofUsage } = places();
  const agent = new PlainAgent(session, store);
  expect(agent.chatHistory().driver).toBe(ofHistory);
  expect(agent.context().storage(UsageStorage).driver).toBe(ofUsage);
  expect(agent.context().storage(Notes).driver).toBe(defaults);
});

test("a provider's part of the configuration goes before the defaults", () => {
  const { store, defaults, ofProvider } = places();
  class OpenAiAgent extends Agent {
    override readonly provider = 'openai';
  }
  const context = new OpenAiAgent(session, store).context();
  expect(context.storage(ChatHistoryStorage).driver).toBe(ofProvider);
  expect(context.storage(UsageStorage).driver).toBe(ofProvider);
  expect(context.storage(Notes).driver).toBe(defaults);
});

test("an agent's own fields go before its provider's part", () => {
  const { store, own, ofProvider } = places();
  class OwnAgent extends Agent {
    override readonly provider = 'openai';
    override readonly history: DriverSpec = own;
    override readonly storage: DriverSpec = own;
  }
  const agent = new OwnAgent(session, store);
  expect(agent.chatHistory().driver).toBe(own);
  expect(agent.context().storage(Notes).driver).toBe(own);
  expect(agent.context().storage(UsageStorage).driver).toBe(ofProvider);
});

test('a history that is set at run time goes before everything, and is saved and removed with the others', async () => {
  const { store, own, ofHistory } = places();
  const agent = new PlainAgent(session, store);
  const history = new ChatHistoryStorage(agent.context().identity, own);
  agent.setChatHistory(history);
  await agent.chatHistory().add(hello);
  expect(agent.chatHistory()).toBe(history);
  expect(await ofHistory.read(history.identity)).toBeNull();
  await agent.context().remove();
  expect(await own.read(history.identity)).toBeNull();
});

test("agents of one class, user and chat share what they said; the class's name is the agent's", async () => {
  const { store } = places();
  await new PlainAgent(session, store).chatHistory().add(hello);
  expect(await new PlainAgent(session, store).chatHistory().get()).toEqual([hello]);
  expect(await store.history({ agentName: 'PlainAgent', ...session }).get()).toEqual([hello]);
  expect(await new PlainAgent({ ...session, chatName: 'y' }, store).chatHistory().get()).toEqual([]);
});

test('an agent may have a name of its own, and a group shares one memory', async () => {
  const { store } = places();
  class NamedAgent extends Agent {
    override readonly agentName = 'support';
  }
  expect(new NamedAgent(session, store).context().identity.agentName).toBe('support');
  await new NamedAgent({ ...session, group: 'team' }, store).chatHistory().add(hello);
  expect(await new PlainAgent({ ...session, group: 'team' }, store).chatHistory().get()).toEqual([hello]);
});

test('an agent whose class has no name says so, instead of sharing a memory with others of that kind', () => {
  const agent = new (class extends Agent {})(session);
  expect(() => agent.context()).toThrow(ConfigError);
});

test('agents that are given no store share one in memory', async () => {
  class MemoryAgent extends Agent {}
  await new MemoryAgent(session).chatHistory().add(hello);
  expect(await new MemoryAgent(session).chatHistory().get()).toEqual([hello]);
});

test('an agent keeps one history and one context', () => {
  const agent = new PlainAgent(session, createStore());
  expect(agent.context()).toBe(agent.context());
  expect(agent.chatHistory()).toBe(agent.chatHistory());
  expect(agent.context().storage(ChatHistoryStorage)).toBe(agent.chatHistory());
});

test('a chain in the field of an agent is made once for all its instances', () => {
  const store = createStore();
  class ChainAgent extends Agent {
    override readonly history: DriverSpec = ['memory', { driver: 'memory', id: 'second' }];
  }
  const [one, other] = [new ChainAgent(session, store), new ChainAgent(session, store)];
  expect(one.chatHistory().driver).toBe(other.chatHistory().driver);
});

test("what an agent's own driver keeps is found and removed by its store", async () => {
  const { store, own } = places();
  class OwnAgent extends Agent {
    override readonly history: DriverSpec = own;
  }
  const agent = new OwnAgent(session, store);
  await agent.chatHistory().add(hello);
  const found: string[] = [];
  for await (const { agentName } of store.sessions({ userId: 'ann' })) found.push(agentName);
  expect(found).toEqual(['OwnAgent']);
  expect(await store.remove({ userId: 'ann' })).toBe(1);
  expect(await own.read(agent.chatHistory().identity)).toBeNull();
});

test("what an agent's own drivers keep goes with its context, though nothing has used them yet", async () => {
  const { store, own } = places();
  class OwnAgent extends Agent {
    override readonly history: DriverSpec = own;
    override readonly storage: DriverSpec = own;
  }
  const before = new OwnAgent(session, store);
  await before.chatHistory().add(hello);
  await before.context().storage(Notes).add(note('n'));
  const restarted = createStore();
  await new OwnAgent(session, restarted).context().remove();
  const left: string[] = [];
  for await (const { key } of own.list()) left.push(key);
  expect(left).toEqual([]);
});

test("an agent's messages have the type that it names", async () => {
  type Message = { readonly role: 'user' | 'assistant'; readonly content: string; readonly tokens: number };
  class TypedAgent extends Agent<Message> {}
  const history: ChatHistoryStorage<Message> = new TypedAgent(session, createStore()).chatHistory();
  await history.add({ role: 'user', content: 'Hello', tokens: 1 });
  const [message] = await history.get();
  expect(message?.tokens.toFixed(0)).toBe('1');
});

describe('a context', () => {
  const store = createStore();
  const fields = { agentName: 'a', ...session };

  test('makes each storage once', () => {
    const context = store.context(fields);
    expect(context.storage(Notes)).toBe(context.storage(Notes));
    expect(store.context(fields).storage(Notes)).not.toBe(context.storage(Notes));
    expect(context.identity).toEqual(new SessionIdentity(fields));
  });

  test('refuses a second class of one prefix: both would keep the same list', () => {
    class OtherNotes extends Notes {}
    class Strangers extends Storage {
      static readonly prefix = 'notes';
    }
    const context = store.context(fields);
    context.storage(OtherNotes);
    expect(context.storage(Notes)).toBeInstanceOf(OtherNotes);
    expect(() => context.storage(Strangers)).toThrow(/"notes" is a OtherNotes in this context: give Strangers another/);
  });

  test('serves the classes of another copy of this package, which it meets by what they can do', async () => {
    jest.isolateModules(() => {
      const other: typeof core = require('../../src/index.ts');
      const history = new other.ChatHistoryStorage(fields, new other.MemoryDriver());
      const agent = new PlainAgent(session, store);
      agent.setChatHistory(history as unknown as ChatHistoryStorage);
      expect(agent.chatHistory()).toBe(history);

      const context = other.createStore().context(fields);
      expect(context.storage(ChatHistoryStorage)).toBeInstanceOf(ChatHistoryStorage);
      expect(context.storage(other.ChatHistoryStorage)).toBe(context.storage(ChatHistoryStorage));
      class Searchable extends other.ChatHistoryStorage {
        search(): void {}
      }
      expect(() => context.storage(Searchable)).toThrow(ConfigError);
    });
  });

  test('removes every list of its session, used here or not, and of no other session', async () => {
    const others = [
      { agentName: 'a', userId: 'ann' },
      { agentName: 'a', chatName: 'x' },
      { agentName: 'a' },
      { ...fields, agentName: 'b' },
      { ...fields, userId: 'bob' },
    ];
    for (const each of [fields, ...others]) {
      await store.history(each).add(hello);
      await store.context(each).storage(Notes).add(note('n'));
    }
    const context = store.context({ agentName: 'a' });
    await context.remove();
    await store.context(fields).remove();
    const left: string[] = [];
    for await (const { key } of store.sessions()) left.push(key);
    const keysOfOthers = others
      .filter((each) => Object.keys(each).length > 1)
      .map((each) => new SessionIdentity(each).key);
    expect(left.toSorted()).toEqual(keysOfOthers.toSorted());
  });

  test('with a scope removes that scope alone', async () => {
    const scoped = store.context({ ...fields, scope: 'draft' });
    await scoped.storage(Notes).add(note('n'));
    await store.context(fields).storage(Notes).add(note('n'));
    await store
      .context({ ...fields, scope: 'drafts' })
      .storage(Notes)
      .add(note('n'));
    await scoped.remove();
    const scopes: (string | undefined)[] = [];
    for await (const { identity } of store.lists({ agentName: 'a', chatName: 'x', userId: 'ann' }))
      scopes.push(identity.scope);
    expect(scopes.toSorted()).toEqual(['drafts/notes', 'notes']);
  });

  test('tries to save all its storages where one fails, and tells the failure', async () => {
    const saved: string[] = [];
    class Failing {
      static readonly prefix = 'failing';
      async save(): Promise<void> {
        throw new Error('disk full');
      }
      async remove(): Promise<void> {}
    }
    class Working {
      static readonly prefix = 'working';
      async save(): Promise<void> {
        saved.push('working');
      }
      async remove(): Promise<void> {}
    }
    const context = store.context(fields);
    context.storage(Failing);
    context.storage(Working);
    await expect(context.save()).rejects.toThrow('disk full');
    expect(saved).toEqual(['working']);
  });
});
