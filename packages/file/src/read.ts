import { fstatSync } from 'node:fs';
import type { Item, SessionIdentity } from '@agentstore/core';
import { isExpired } from './expiry.ts';
import type { FileLists } from './file-lists.ts';
import { nextPath } from './layout.ts';
import { type LogState, readLog } from './log-state.ts';
import { readPart } from './read-part.ts';

/** Between two looks a generation may have been replaced, but not so often: a file was taken away by hand. */
const mostLooks = 1_000;

export async function readItems(lists: FileLists, identity: SessionIdentity): Promise<Item[] | null> {
  return (await readNewest(lists, await lists.path(identity)))?.items ?? null;
}

/** What the newest generation says; null: there is no log, or it is over. */
export async function readNewest(lists: FileLists, path: string): Promise<LogState | null> {
  let file = path;
  for (let look = 0; look < mostLooks; look++) {
    const state = await readGeneration(lists, file);
    if (state === null && file === path) return null;
    // The next generation lies beside the log it sealed, or has taken its place already.
    file = state?.sealedBy ? nextPath(path, state.id ?? '', state.sealedBy) : path;
    if (state && !state.sealedBy) return state;
  }
  throw new Error(`${path} was replaced by ${file}, which is missing: restore both from a backup, or remove the list`);
}

async function readGeneration({ folder, ttlMs }: FileLists, file: string): Promise<LogState | null> {
  const handle = await folder.open(file, 'read');
  if (!handle) return null;
  try {
    // At once: an open file answers in a small part of the time that a promise takes.
    const { size, mtimeMs } = fstatSync(handle.fd);
    const state = readLog(await readPart(handle, 0, size));
    return isExpired(mtimeMs, ttlMs) ? null : state;
  } finally {
    await handle.close();
  }
}
