// What the others are measured against: the plain commands by the same client as ours.
import { Redis } from 'ioredis';
import { textsOf } from '../data/texts.mjs';

export function connect(url) {
  const client = new Redis(url);
  return {
    open(session) {
      const add = (messages) => client.rpush(session, ...textsOf(messages));
      const read = async (from) => (await client.lrange(session, from, -1)).map((text) => JSON.parse(text));
      return { fill: add, add, load: () => read(0), last: (count) => read(-count) };
    },
    close: () => client.quit(),
  };
}
