import KeyvRedis from '@keyv/redis';
import Keyv from 'keyv';
import { keyedList } from './keyed-list.mjs';

export function connect(url) {
  const keyv = new Keyv(new KeyvRedis(url));
  return {
    open: (session) =>
      keyedList(
        () => keyv.get(session),
        (messages) => keyv.set(session, messages),
      ),
    close: () => keyv.disconnect(),
  };
}
