import { createStorage } from 'unstorage';
import redisDriver from 'unstorage/drivers/redis';
import { keyedList } from './keyed-list.mjs';

export function connect(url) {
  const storage = createStorage({ driver: redisDriver({ url }) });
  return {
    open: (session) =>
      keyedList(
        () => storage.getItem(session),
        (messages) => storage.setItem(session, messages),
      ),
    close: () => storage.dispose(),
  };
}
