import KeyvRedis from '@keyv/redis';
import Keyv from 'keyv';

export function connect(url) {
  const keyv = new Keyv(new KeyvRedis(url));
  const load = async (session) => (await keyv.get(session)) ?? [];
  return {
    open: (session) => ({
      // There is no append: the list is got, extended and set.
      add: async (text) => keyv.set(session, [...(await load(session)), { role: 'user', content: text }]),
      texts: async () => (await load(session)).map(({ content }) => content),
    }),
    close: () => keyv.disconnect(),
  };
}
