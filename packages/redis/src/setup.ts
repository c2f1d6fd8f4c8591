import type { Call } from '@agentstore/core/backend';
import type { RedisLists } from './redis-lists.ts';
import { runScript } from './run-script.ts';
import { replaceScript } from './scripts.ts';

/** Removes what is not there: that needs the server, its scripts, and the right to run them on our keys. */
export async function checkServer(lists: RedisLists, call: Call): Promise<void> {
  // No list has such a key.
  const keys = [`${lists.keyPrefix}{u.}/setup`, `${lists.keyPrefix}{u.}:lists`];
  await lists.connection.use(call, (client) => runScript(client, replaceScript, keys, ['0', '', 'none', '0', '0']));
}
