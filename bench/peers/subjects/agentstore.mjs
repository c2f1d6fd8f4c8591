import { createStore } from '@agentstore/core';
import '@agentstore/redis';

export function connect(url) {
  const store = createStore({ defaultStorage: { driver: 'redis', url } });
  const history = (session) => store.history({ agentName: 'bench', chatName: session });
  return {
    open(session) {
      const mine = history(session);
      return {
        add: (text) => mine.add({ role: 'user', content: text }),
        texts: async () => (await history(session).get()).map(({ content }) => content),
      };
    },
    close: () => store.close(),
  };
}
