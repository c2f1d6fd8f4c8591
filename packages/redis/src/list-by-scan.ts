import type { SessionIdentity } from '@agentstore/core';
import type { Call } from '@agentstore/core/backend';
import type { RedisClient, RedisNode } from './client.ts';
import { identityOf, keyPattern } from './layout.ts';
import type { Step } from './list.ts';
import type { RedisLists } from './redis-lists.ts';

/** How many keys the server looks at in one step, so that it never keeps others waiting for long. */
const keysAtOnce = 1_000;

/** Walks the keys of all primaries by SCAN: the server looks at each key that it has, and sends those that match. */
export async function* listByScan(lists: RedisLists, step: Step): AsyncGenerator<SessionIdentity> {
  // SCAN may give a key twice, and a cluster has it on two nodes while it moves.
  const seen = new Set<string>();
  for (const node of await step((call) => primaries(lists, call))) {
    let cursor = '0';
    do {
      const page = await step((call) => readPage(lists, call, node, cursor));
      cursor = page.cursor;
      for (const identity of page.identities) {
        if (seen.has(identity.key)) continue;
        seen.add(identity.key);
        yield identity;
      }
    } while (cursor !== '0');
  }
}

/** The nodes of a cluster; of a single server null, for the client that is there when it is asked. */
async function primaries(lists: RedisLists, call: Call): Promise<(RedisNode | null)[]> {
  return lists.connection.use(call, async (client) => {
    if (!client.nodes) return [null];
    // It knows its nodes once it has answered something.
    await client.call('get', lists.keyPrefix);
    return client.nodes('master');
  });
}

async function readPage(
  lists: RedisLists,
  call: Call,
  node: RedisNode | null,
  from: string,
): Promise<{ cursor: string; identities: SessionIdentity[] }> {
  return lists.connection.use(call, async (client) => {
    const prefix = clientPrefix(client) + lists.keyPrefix;
    const page = await (node ?? client).call('scan', from, 'MATCH', keyPattern(prefix), 'COUNT', keysAtOnce);
    const [cursor, keys] = page as [string, string[]];
    return { cursor, identities: keys.map((key) => identityOf(prefix, key)).filter((identity) => identity !== null) };
  });
}

/** ioredis puts it in front of keys, but not of patterns, and leaves it in what SCAN gives. */
function clientPrefix(client: RedisClient): string {
  return client.options.keyPrefix ?? '';
}
