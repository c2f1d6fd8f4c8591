import { unlinkSync } from 'node:fs';
import { open, rename, unlink } from 'node:fs/promises';
import type { Item } from '@agentstore/core';
import { hasCode } from './error-code.ts';
import type { Folder } from './folder.ts';
import { nextPath } from './layout.ts';
import type { Log } from './log.ts';
import { headLine, removedLine, sealLine, wholeLog } from './log-format.ts';
import { makeNonce } from './nonce.ts';

/**
 * Ends a log whose content was just read, and puts a next generation in its place; null: one without a list. Nothing
 * happens, and the answer is false, if others added to the log meanwhile. `beside` are the files that lay beside it before
 * it was read: once the log is ended none of them can count any more. `changedAt` (milliseconds since 1970) is when the list
 * was last written, where this does not count as writing it.
 */
export async function replaceLog(
  folder: Folder,
  log: Log,
  key: string,
  items: readonly Item[] | null,
  beside: readonly string[],
  changedAt?: number,
): Promise<boolean> {
  const [nonce, id] = [makeNonce(), makeNonce()];
  const text = items ? wholeLog(id, key, items) : headLine(id, key);
  const next = nextPath(log.path, log.id ?? '', nonce);
  if (!(await writeBeside(folder, log, next, text, changedAt))) return false;
  // The seal is the moment of truth: readers go to the next generation from here on, whoever renames it.
  const outcome = log.add({ text: sealLine(nonce, log.known), nonce });
  if (outcome === 'counts') await finishSeal(folder, log, nonce);
  await removeFiles(outcome === 'counts' ? beside : [next]);
  return outcome === 'counts';
}

/** Puts the generation that a log was sealed by in its place, unless somebody else did. */
export async function finishSeal(folder: Folder, log: Log, nonce: string): Promise<void> {
  await folder.sync(log.handle);
  try {
    // A generation is renamed once, since it has its name once: too late is ENOENT, and no harm.
    await rename(nextPath(log.path, log.id ?? '', nonce), log.path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  await folder.syncNames(log.path);
}

/**
 * Ends a log, and deletes its file. With `onlyIfKnown` nothing happens, and the answer is false, if others added to it since
 * it was read; without, what they added is removed as well.
 */
export async function removeLog(
  folder: Folder,
  log: Log,
  beside: readonly string[],
  { onlyIfKnown }: { readonly onlyIfKnown: boolean },
): Promise<boolean> {
  const nonce = makeNonce();
  const announcement = nextPath(log.path, log.id ?? '', nonce);
  if (!(await writeBeside(folder, log, announcement, ''))) return false;
  const outcome = log.add({ text: removedLine(nonce, onlyIfKnown ? log.known : undefined), nonce });
  // At once, and by nobody else: whoever meets the removed log waits for this, so the path cannot lead to a newer one.
  if (outcome === 'counts' && log.isCurrent()) unlinkSync(log.path);
  await removeFiles(outcome === 'counts' ? [...beside, announcement] : [announcement]);
  if (outcome !== 'counts') return false;
  await folder.syncNames(log.path);
  await folder.removeEmptyFoldersAbove(log.path);
  return true;
}

/** False where the folder is gone: the log was removed. */
async function writeBeside(folder: Folder, log: Log, path: string, text: string, changedAt?: number): Promise<boolean> {
  try {
    const handle = await open(path, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      if (changedAt !== undefined) await handle.utimes(changedAt / 1000, changedAt / 1000);
      await folder.sync(handle);
    } finally {
      await handle.close();
    }
    await folder.syncNames(log.path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    await removeFiles([path]);
    throw error;
  }
}

/** Deletes what is still there. */
export async function removeFiles(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await unlink(path).catch((error: unknown) => {
      if (!hasCode(error, 'ENOENT')) throw error;
    });
  }
}
