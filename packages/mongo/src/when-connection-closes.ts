import type { MongoClient } from './client.ts';

interface Watched {
  readonly reactions: Set<() => void>;
  readonly listener: () => void;
}

const watched = new WeakMap<MongoClient, Watched>();

/** One listener for all drivers of a client, since Node.js warns of more than ten. Returns how to stop. */
export function whenConnectionCloses(client: MongoClient, react: () => void): () => void {
  const { reactions, listener } = watched.get(client) ?? watch(client);
  reactions.add(react);
  return () => {
    reactions.delete(react);
    if (reactions.size > 0) return;
    client.off('connectionClosed', listener);
    watched.delete(client);
  };
}

function watch(client: MongoClient): Watched {
  const reactions = new Set<() => void>();
  const listener = () => {
    for (const react of reactions) react();
  };
  client.on('connectionClosed', listener);
  const all = { reactions, listener };
  watched.set(client, all);
  return all;
}
