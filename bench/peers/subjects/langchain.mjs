import { HumanMessage } from '@langchain/core/messages';
import { RedisChatMessageHistory } from '@langchain/redis';

export function connect(url) {
  // One client for each of these objects.
  const config = { url };
  const historyOf = (session) => new RedisChatMessageHistory({ sessionId: session, config });
  return {
    open(session) {
      const history = historyOf(session);
      return {
        add: (text) => history.addMessage(new HumanMessage(text)),
        texts: async () => (await history.getMessages()).map(({ content }) => content),
      };
    },
    close: () => historyOf('').client.quit(),
  };
}
