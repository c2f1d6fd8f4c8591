import { createStorage } from 'unstorage';
import redisDriver from 'unstorage/drivers/redis';

export function connect(url) {
  const storage = createStorage({ driver: redisDriver({ url }) });
  const load = async (session) => (await storage.getItem(session)) ?? [];
  return {
    open: (session) => ({
      // There is no append: the list is got, extended and set.
      add: async (text) => storage.setItem(session, [...(await load(session)), { role: 'user', content: text }]),
      texts: async () => (await load(session)).map(({ content }) => content),
    }),
    close: () => storage.dispose(),
  };
}
