import type { Item, SessionIdentity } from '@agentstore/core';
import { isExpired } from './expiry.ts';
import type { FileLists } from './file-lists.ts';
import { holdMs, restMs } from './hold.ts';
import type { Log } from './log.ts';
import { headLine, holdLine } from './log-format.ts';
import { readLog } from './log-state.ts';
import { removeLog, replaceLog } from './next-generation.ts';
import { makeNonce } from './nonce.ts';

type Change = (items: Item[] | null) => Item[] | null;

/** Reads the log and replaces it by what `change` makes of it, again and again until nobody added in between. */
export async function updateLog(lists: FileLists, identity: SessionIdentity, change: Change): Promise<Item[] | null> {
  const path = await lists.path(identity);
  const updater = makeNonce();
  for (let attempt = 0; ; attempt++) {
    const { isDone, items } = await lists.logs.use(path, identity.key, async (log) => {
      const result = await attemptUpdate(lists, log, identity.key, change, { updater, isFirst: attempt === 0 });
      return { keep: false, result };
    });
    if (isDone) return items;
  }
}

async function attemptUpdate(
  { folder, ttlMs }: FileLists,
  log: Log,
  key: string,
  change: Change,
  { updater, isFirst }: { readonly updater: string; readonly isFirst: boolean },
): Promise<{ isDone: boolean; items: Item[] | null }> {
  const notDone = { isDone: false, items: null };
  const isOver = isExpired(log.changedAt, ttlMs);
  const beside = await folder.nextOf(log.path);
  if (log.id === null) addHead(log, key);

  const { items: stored, sealedBy, isRemoved, hold } = readLog(await log.content());
  if (sealedBy !== null || isRemoved || !log.isCurrent()) return notDone;
  if (hold && hold.nonce !== updater) {
    await log.rest(restMs(hold, log.size));
    return notDone;
  }
  // Undisturbed at first; where somebody came between, the others are asked to wait.
  if (!hold && !isFirst && !isOver) {
    askForRest(log, updater);
    return notDone;
  }
  let items: Item[] | null;
  try {
    items = change(isOver ? null : stored);
  } catch (error) {
    // There was no list, and the log was begun for this update alone.
    if (stored === null) await removeLog(folder, log, beside, { onlyIfKnown: true });
    throw error;
  }
  const isDone = items
    ? await replaceLog(folder, log, key, items, beside)
    : await removeLog(folder, log, beside, { onlyIfKnown: true });
  return { isDone, items };
}

/** Safety never rests on it: it ends by itself, whether its writer was killed or not. */
function askForRest(log: Log, updater: string): void {
  log.add({ text: holdLine(updater, Date.now() + holdMs(log.size)), nonce: updater });
}

/** A log needs its name before anything can lie beside it. */
function addHead(log: Log, key: string): void {
  const id = makeNonce();
  if (log.add({ text: headLine(id, key), nonce: id }) === 'counts') log.id ??= id;
}
