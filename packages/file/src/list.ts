import type { Dirent } from 'node:fs';
import { opendir, readdir } from 'node:fs/promises';
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

/** In how many logs a listing looks at a time: the system opens several at once, and each costs a file handle. */
const mostLooks = 16;

/** Walks the folders that the filter leaves, and looks into some logs ahead of what is asked for. */
export async function* listIdentities(lists: FileLists, filter?: IdentityFilter): AsyncGenerator<SessionIdentity> {
  const { prefix, matches } = keyFilter(filter);
  const root = await lists.folder.root();
  const wanted = prefix.split('/').filter((segment) => segment !== '');
  const looks: Promise<SessionIdentity | null>[] = [];
  for await (const names of logsBelow(root, foldersOf(wanted.slice(0, folderLevels)))) {
    const look = lookInto(lists, root, names, matches);
    // Whoever asks for it is told. Nobody may: a listing need not be followed to its end.
    look.catch(() => {});
    looks.push(look);
    if (looks.length < mostLooks) continue;
    const found = await looks.shift();
    if (found) yield found;
  }
  for (const look of looks) {
    const found = await look;
    if (found) yield found;
  }
}

/** Whose log it is; null: there is no list in it, or it does not match. */
async function lookInto(
  lists: FileLists,
  root: string,
  names: readonly string[],
  matches: (identity: SessionIdentity) => boolean,
): Promise<SessionIdentity | null> {
  const key = keyOfPath(names) ?? (await readNewest(lists, join(root, ...names)))?.key;
  const identity = key ? identityOf(key) : null;
  if (!identity || !matches(identity)) return null;
  if (await readLastItems(lists, identity, 0)) return identity;
  // What is over is deleted by whoever comes by, so that a removal of all that a user has leaves nothing on the disk.
  if (lists.mayExpire) await updateLog(lists, identity, (items) => items);
  return null;
}

/** The names from the root to each log. Links are followed nowhere. */
async function* logsBelow(root: string, names: readonly string[]): AsyncGenerator<string[], void, undefined> {
  const holdsLogs = names.length === folderLevels;
  for await (const entry of entriesOf(join(root, ...names), holdsLogs ? 'few' : 'many')) {
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

/** Of 'few' all at once, in one call instead of four. */
async function* entriesOf(folder: string, count: 'few' | 'many'): AsyncGenerator<Dirent, void, undefined> {
  try {
    yield* count === 'few' ? await readdir(folder, { withFileTypes: true }) : await opendir(folder);
  } catch (error) {
    // Removed meanwhile, with all that was in it.
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}
