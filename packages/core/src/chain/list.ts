import { type IdentityFilter, keyFilter, type SessionIdentity } from '@agentstore/core';
import type { ChainState } from './chain-state.ts';
import { isReserved } from './hint-book.ts';
import { learnHints } from './learn-hints.ts';
import { readComplete } from './read.ts';
import { type Failure, throwFailures } from './settle.ts';

/** What any link holds, each identity once. A link that fails is an error at the end, after what the others have. */
export async function* listAll(chain: ChainState, filter?: IdentityFilter): AsyncGenerator<SessionIdentity> {
  // A filter that cannot be meant so is the caller's mistake, not every link's failure.
  keyFilter(filter);
  if (chain.links.length > 1) await learnHints(chain);
  const seen = new Set<string>();
  const failures: Failure[] = [];
  for (const link of chain.links) {
    const found = link.driver.list(filter)[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await link.call('list', null, () => found.next());
        if (next.done) break;
        const identity = next.value;
        if (seen.has(identity.key)) continue;
        seen.add(identity.key);
        if (!isReserved(identity) && !(await isRemoved(chain, identity))) yield identity;
      }
    } catch (cause) {
      failures.push({ link, cause: cause as Failure['cause'] });
    } finally {
      // Not waited for: where a driver hangs, its iterator does not return either.
      found.return?.().catch(() => {});
    }
  }
  throwFailures('list', null, 'these drivers could not say all that they hold:', failures);
}

/** Whether there is nothing but tombstones. Only lists that are known to have been removed are read for that. */
async function isRemoved(chain: ChainState, identity: SessionIdentity): Promise<boolean> {
  if (!chain.removals.has(identity)) return false;
  // One that cannot be read is named: whoever wants it hears why.
  const list = await readComplete(chain, identity).catch(() => []);
  return list === null;
}
