import type { Item, SessionIdentity } from '@agentstore/core';
import { isExpired } from './expiry.ts';
import type { FileLists } from './file-lists.ts';
import { restMs } from './hold.ts';
import type { Log } from './log.ts';
import { headLine, itemsLine } from './log-format.ts';
import { makeNonce } from './nonce.ts';
import { updateLog } from './update.ts';

/** One line at the end of the log. Again in the next generation where others ended this one before the line. */
export async function appendToLog(lists: FileLists, identity: SessionIdentity, items: readonly Item[]): Promise<void> {
  const path = await lists.path(identity);
  for (;;) {
    const outcome = await lists.logs.use(path, identity.key, async (log) => {
      if (log.hold) await log.rest(restMs(log.hold, log.size));
      // What is over must not come to life again by an append: a new list takes its place.
      if (lists.mayExpire && isExpired(log.changedAt, lists.ttlMs)) return { keep: true, result: 'expired' };
      const counts = addItems(log, identity.key, items);
      if (counts) await lists.folder.sync(log.handle);
      return { keep: counts, result: counts ? 'done' : 'ended' };
    });
    if (outcome === 'done') return;
    if (outcome === 'expired') {
      await updateLog(lists, identity, (current) => [...(current ?? []), ...items]);
      return;
    }
  }
}

/** Whether the items are in the list now. */
function addItems(log: Log, key: string, items: readonly Item[]): boolean {
  const [nonce, id] = [makeNonce(), makeNonce()];
  const head = log.id === null ? headLine(id, key) : '';
  if (log.add({ text: head + itemsLine(items, nonce), nonce }) !== 'counts') return false;
  log.id ??= id;
  // Whoever ended the log since then had seen the line. If nobody did, the path was changed by hand, and the line is lost.
  return log.isCurrent() || log.isEnded();
}
