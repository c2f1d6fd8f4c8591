// A graph whose state is its messages: each turn loads the newest checkpoint, and puts one with the messages that came.
import { emptyCheckpoint, uuid6 } from '@langchain/langgraph-checkpoint';
import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres';

export async function connect(url) {
  const saver = PostgresSaver.fromConnString(url);
  await saver.setup();
  return {
    open(session) {
      const thread = { configurable: { thread_id: session, checkpoint_ns: '' } };
      const newest = () => saver.getTuple(thread);
      const put = (tuple, messages) => {
        const version = (tuple?.checkpoint.channel_versions.messages ?? 0) + 1;
        const checkpoint = {
          ...emptyCheckpoint(),
          id: uuid6(version),
          channel_values: { messages },
          channel_versions: { messages: version },
        };
        const metadata = { source: 'loop', step: version, parents: {} };
        return saver.put(tuple?.config ?? thread, checkpoint, metadata, { messages: version });
      };
      const messagesOf = (tuple) => tuple?.checkpoint.channel_values.messages ?? [];
      return {
        fill: (messages) => put(null, messages),
        async add(messages) {
          const tuple = await newest();
          await put(tuple, [...messagesOf(tuple), ...messages]);
        },
        load: async () => messagesOf(await newest()),
        last: async (count) => messagesOf(await newest()).slice(-count),
      };
    },
    close: () => saver.end(),
  };
}
