import { RedisStore } from '@mastra/redis';

export async function connect(url) {
  const store = new RedisStore({ id: 'bench', connectionString: url });
  await store.init();
  const memory = await store.getStore('memory');
  return {
    async open(session) {
      const ids = { threadId: session, resourceId: 'bench' };
      const now = new Date();
      await memory.saveThread({
        thread: { id: session, resourceId: 'bench', title: '', createdAt: now, updatedAt: now },
      });
      return {
        async add(text) {
          const content = { format: 2, parts: [{ type: 'text', text }] };
          const message = { ...ids, id: crypto.randomUUID(), role: 'user', createdAt: new Date(), content };
          await memory.saveMessages({ messages: [message] });
        },
        async texts() {
          const { messages } = await memory.listMessages({ threadId: session, perPage: false });
          return messages.map(({ content }) => content.parts[0].text);
        },
      };
    },
    close: () => store.close(),
  };
}
