import { type IdentityFilter, keyFilter, type SessionIdentity } from '@agentstore/core';
import type { ChainState } from './chain-state.ts';
import { type Failure, throwFailures } from './settle.ts';

/** What any link holds, each identity once. A link that fails is an error at the end, after what the others have. */
export async function* listAll(chain: ChainState, filter?: IdentityFilter): AsyncGenerator<SessionIdentity> {
  // A filter that cannot be meant so is the caller's mistake, not every link's failure.
  keyFilter(filter);
  const seen = new Set<string>();
  const failures: Failure[] = [];
  for (const link of chain.links) {
    const found = link.driver.list(filter)[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await link.call('list', null, () => found.next());
        if (next.done) break;
        const identity = next.value;
        if (seen.has(identity.key) || chain.missed.of(link, identity) === 'remove') continue;
        seen.add(identity.key);
        yield identity;
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
