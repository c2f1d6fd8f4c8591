import { createStore } from '@agentstore/core';

export function connect() {
  const store = createStore();
  const history = (session) => store.history({ agentName: 'bench', chatName: session });
  return {
    open(session) {
      const mine = history(session);
      const add = (messages) => mine.add(...messages);
      const fill = async (messages) => {
        for (let at = 0; at < messages.length; at += 2) await add(messages.slice(at, at + 2));
      };
      return { fill, add, load: () => history(session).get(), last: (count) => history(session).last(count) };
    },
    close: () => store.close(),
  };
}
