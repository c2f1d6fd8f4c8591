// What the others are measured against: the plain commands by the same client as ours.
import { Redis } from 'ioredis';

export function connect(url) {
  const client = new Redis(url);
  return {
    open: (session) => ({
      add: (text) => client.rpush(session, JSON.stringify({ role: 'user', content: text })),
      texts: async () => (await client.lrange(session, 0, -1)).map((message) => JSON.parse(message).content),
    }),
    close: () => client.quit(),
  };
}
