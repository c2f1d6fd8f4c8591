import type { Dirent } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { type IdentityFilter, keyFilter, SessionIdentity } from '@agentstore/core';
import { hasCode } from './error-code.ts';
import type { FileLists } from './file-lists.ts';
import { foldersOf, isLog, keyOfPath } from './layout.ts';
import { readNewest } from './read.ts';
import { readLastItems } from './read-tail.ts';
import { updateLog } from './update.ts';

/** User, agent, chat. */
const folderLevels = 3;
/** What names on each level look like; others are not ours, and left alone. */
const forms = [/^u(\.|$)/, /^[ag]\./, /^c(\.|$)/, /^s\./];

/** Walks the folders that the filter leaves, one name at a time. */
export async function* listIdentities(lists: FileLists, filter?: IdentityFilter): AsyncGenerator<SessionIdentity> {
  const { prefix, matches } = keyFilter(filter);
  const root = await lists.folder.root();
  const wanted = prefix.split('/').filter((segment) => segment !== '');
  for await (const names of logsBelow(root, foldersOf(wanted.slice(0, folderLevels)))) {
    const key = keyOfPath(names) ?? (await readNewest(lists, join(root, ...names)))?.key;
    const identity = key ? identityOf(key) : null;
    if (!identity || !matches(identity)) continue;
    if (await readLastItems(lists, identity, 0)) yield identity;
    // What is over is deleted by whoever comes by, so that a removal of all that a user has leaves nothing on the disk.
    else if (lists.mayExpire) await updateLog(lists, identity, (items) => items);
  }
}

/** The names from the root to each log. Links are followed nowhere. */
async function* logsBelow(root: string, names: readonly string[]): AsyncGenerator<string[], void, undefined> {
  const holdsLogs = names.length === folderLevels;
  for await (const entry of entriesOf(join(root, ...names))) {
    if (!forms[names.length]?.test(entry.name)) continue;
    const path = [...names, entry.name];
    if (!holdsLogs && entry.isDirectory()) yield* logsBelow(root, path);
    if (holdsLogs && entry.isFile() && isLog(entry.name)) yield path;
  }
}

/** null: the file is somebody else's. */
function identityOf(key: string): SessionIdentity | null {
  try {
    return SessionIdentity.fromKey(key);
  } catch {
    return null;
  }
}

async function* entriesOf(folder: string): AsyncGenerator<Dirent, void, undefined> {
  try {
    yield* await opendir(folder);
  } catch (error) {
    // Removed meanwhile, with all that was in it.
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}
