import { AIMessage, HumanMessage } from '@langchain/core/messages';
import { RedisChatMessageHistory } from '@langchain/redis';

export function connect(url) {
  // One client for all of these objects.
  const config = { url };
  const historyOf = (session) => new RedisChatMessageHistory({ sessionId: session, config });
  return {
    open(session) {
      const history = historyOf(session);
      const add = async (messages) => {
        for (const message of messages) await history.addMessage(ownMessage(message));
      };
      return {
        fill: add,
        add,
        load: () => history.getMessages(),
        last: async (count) => (await history.getMessages()).slice(-count),
      };
    },
    close: () => historyOf('').client.quit(),
  };
}

function ownMessage({ role, content }) {
  return role === 'user' ? new HumanMessage(content) : new AIMessage(content);
}
