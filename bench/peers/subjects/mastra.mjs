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
      let last = Date.now();
      const add = (messages) => memory.saveMessages({ messages: messages.map(ownMessage) });
      // They are ordered by time alone.
      const ownMessage = ({ role, content: text }) => ({
        ...ids,
        id: crypto.randomUUID(),
        role,
        createdAt: new Date(++last),
        content: { format: 2, parts: [{ type: 'text', text }] },
      });
      const load = async (perPage) => {
        const orderBy = { field: 'createdAt', direction: perPage ? 'DESC' : 'ASC' };
        const { messages } = await memory.listMessages({ threadId: session, perPage, orderBy });
        return messages.map(({ role, content }) => ({ role, content: content.parts[0].text }));
      };
      return { fill: add, add, load: () => load(false), last: async (count) => (await load(count)).reverse() };
    },
    close: () => store.close(),
  };
}
