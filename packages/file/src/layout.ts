import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { SessionIdentity } from '@agentstore/core';

/** In characters of ASCII. A name may have 255 bytes; `.jsonl` and what temporary files add need their share. */
const longestSegment = 200;
const extension = '.jsonl';
const temporary = '.tmp';

/** Where an identity's log lies: a folder each for the user, the agent and the chat, a file for the scope. */
export function logPath(root: string, identity: SessionIdentity): string {
  return join(root, ...foldersOf(identity.key.split('/'))) + extension;
}

/** The folder names that all keys with this beginning share. */
export function foldersOf(segments: readonly string[]): string[] {
  return segments.map((segment) => {
    if (segment.length <= longestSegment) return segment;
    // '~' stands in no key: a shortened name is no other identity's. The log's first line has the whole key.
    return `${segment.slice(0, longestSegment / 2)}~${createHash('sha256').update(segment).digest('hex')}`;
  });
}

/** The key that a path below the root says, or null where a name was shortened. */
export function keyOfPath(names: readonly string[]): string | null {
  const key = names.join('/').slice(0, -extension.length);
  return key.includes('~') ? null : key;
}

export function isLog(name: string): boolean {
  return name.endsWith(extension);
}

/** Where the next generation of a log is written, before the log says that it counts. */
export function nextPath(path: string, logId: string, nonce: string): string {
  return `${path}.${logId}.${nonce}${temporary}`;
}

/** Whether the file is a next generation of that log, finished or not. */
export function isNextOf(path: string, name: string): boolean {
  return name.startsWith(`${basename(path)}.`) && name.endsWith(temporary);
}

/** The folders above a path, from the nearest to the root. */
export function foldersAbove(root: string, path: string): string[] {
  const folders: string[] = [];
  for (let folder = dirname(path); folder !== root; folder = dirname(folder)) folders.push(folder);
  return [...folders, root];
}
