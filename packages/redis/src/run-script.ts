import type { RedisClient } from './client.ts';
import type { Script } from './scripts.ts';

/** Runs a script by its hash. A server that does not know it yet, or any more, gets the text once. */
export async function runScript(
  client: RedisClient,
  { lua, sha }: Script,
  keys: readonly string[],
  args: readonly (string | Uint8Array)[],
): Promise<unknown> {
  try {
    return asNumber(await client.call('evalsha', sha, keys.length, ...keys, ...args));
  } catch (error) {
    if (!String((error as Error).message).startsWith('NOSCRIPT')) throw error;
    return asNumber(await client.call('eval', lua, keys.length, ...keys, ...args));
  }
}

/** A client with `stringNumbers` gives numbers as texts; other texts that scripts answer begin with a comma. */
function asNumber(reply: unknown): unknown {
  return typeof reply === 'string' && /^\d+$/.test(reply) ? Number(reply) : reply;
}
