import { createStore } from '@agentstore/core';
import '@agentstore/redis';

export function connect(url) {
  const store = createStore({ defaultStorage: { driver: 'redis', url } });
  // One for each request: it caches what it loads.
  const history = (session) => store.history({ agentName: 'bench', chatName: session });
  return {
    open(session) {
      const mine = history(session);
      const add = (messages) => mine.add(...messages);
      // As it grows in life: what is added at once is one entry.
      const fill = async (messages) => {
        for (let at = 0; at < messages.length; at += 2) await add(messages.slice(at, at + 2));
      };
      return { fill, add, load: () => history(session).get(), last: (count) => history(session).last(count) };
    },
    close: () => store.close(),
  };
}
