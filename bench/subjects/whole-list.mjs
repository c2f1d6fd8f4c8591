// LarAgent's design: the session is one value, which is got, extended and set.
import { Redis } from 'ioredis';

export function connect(url) {
  const client = new Redis(url);
  return {
    open(session) {
      const load = async () => JSON.parse((await client.get(session)) ?? '[]');
      const set = (messages) => client.set(session, JSON.stringify(messages));
      return {
        fill: set,
        add: async (messages) => set([...(await load()), ...messages]),
        load,
        last: async (count) => (await load()).slice(-count),
      };
    },
    close: () => client.quit(),
  };
}
