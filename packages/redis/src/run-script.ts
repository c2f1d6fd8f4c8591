import type { RedisClient } from './client.ts';
import type { Script } from './scripts.ts';

/** Runs a script on one key, by its hash. A server that does not know it yet, or any more, gets the text once. */
export async function runScript(
  client: RedisClient,
  { lua, sha }: Script,
  key: string,
  args: readonly (string | Uint8Array)[],
): Promise<unknown> {
  try {
    return await client.call('evalsha', sha, 1, key, ...args);
  } catch (error) {
    if (!String((error as Error).message).startsWith('NOSCRIPT')) throw error;
    return client.call('eval', lua, 1, key, ...args);
  }
}
