import type { SessionIdentity } from '@agentstore/core';
import type { Call } from '@agentstore/core/backend';
import { identityOf, indexKey } from './layout.ts';
import type { Step } from './list.ts';
import type { RedisLists } from './redis-lists.ts';
import { runScript } from './run-script.ts';
import { forgetScript } from './scripts.ts';

/** How many lists are asked for in one step. */
const listsAtOnce = 1_000;
/** Comes after all that a key may be made of. */
const last = '~';

/** Walks the part of a user's index that begins so, in the order of the keys. */
export async function* listByIndex(lists: RedisLists, prefix: string, step: Step): AsyncGenerator<SessionIdentity> {
  const user = prefix.slice(0, prefix.indexOf('/'));
  const wanted = prefix.slice(user.length);
  const index = indexKey(lists.keyPrefix, user);
  let from = `[${wanted}`;
  for (;;) {
    const range = [from, `(${wanted}${last}`, 'LIMIT', 0, listsAtOnce];
    const entries = (await step((call) => lists.send(call, 'zrangebylex', index, ...range))) as string[];
    const identities = entries.map((entry) => identityOf(lists.keyPrefix, `${lists.keyPrefix}{${user}}${entry}`));
    const known = identities.filter((identity) => identity !== null);
    yield* await step((call) => withoutGone(lists, call, index, known));
    if (entries.length < listsAtOnce) return;
    from = `(${entries.at(-1)}`;
  }
}

/** Those that are there. What has expired is taken out of the index. */
async function withoutGone(
  lists: RedisLists,
  call: Call,
  index: string,
  identities: readonly SessionIdentity[],
): Promise<readonly SessionIdentity[]> {
  if (identities.length === 0) return identities;
  const keys = identities.map((identity) => lists.key(identity));
  // A client with `stringNumbers` gives numbers as texts.
  const exist = async (...some: string[]) => Number(await lists.send(call, 'exists', ...some));
  if ((await exist(...keys)) === keys.length) return identities;
  const areThere = await Promise.all(keys.map(async (key) => (await exist(key)) === 1));
  const gone = keys.filter((_, at) => !areThere[at]);
  const forget = (key: string) =>
    lists.connection.use(call, (client) => runScript(client, forgetScript, [key, index], []));
  // Whoever may only read lists them all the same.
  await Promise.allSettled(gone.map(forget));
  return identities.filter((_, at) => areThere[at]);
}
