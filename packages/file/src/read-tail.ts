import { fstatSync, statSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { Item, SessionIdentity } from '@agentstore/core';
import { hasCode } from './error-code.ts';
import { isExpired } from './expiry.ts';
import type { FileLists } from './file-lists.ts';
import { readLines } from './log-format.ts';
import { readItems } from './read.ts';
import { readPart } from './read-part.ts';

/** In bytes: what is read of the end of a log at first. */
const firstTail = 32 * 1024;

/** The last items, from the end of the log where nothing can have ended it (see open-log.ts), else from all of it. */
export async function readLastItems(
  lists: FileLists,
  identity: SessionIdentity,
  count: number,
): Promise<Item[] | null> {
  const path = await lists.path(identity);
  const handle = await lists.folder.open(path, 'read');
  if (!handle) return null;
  try {
    const { size, ino, mtimeMs } = fstatSync(handle.fd, { bigint: true });
    const mayBeEnded = (await lists.folder.nextOf(path)).length > 0 || inodeOf(path) !== ino;
    if (!mayBeEnded && isExpired(Number(mtimeMs), lists.ttlMs)) return null;
    if (!mayBeEnded) return await lastItems(handle, Number(size), count);
  } finally {
    await handle.close();
  }
  const items = await readItems(lists, identity);
  return items && lastOf(items, count);
}

/** Reads twice as much until there are enough, or all is read. */
async function lastItems(handle: FileHandle, size: number, count: number): Promise<Item[] | null> {
  for (let length = firstTail; ; length *= 2) {
    const start = Math.max(0, size - length);
    const items = itemsIn(await readPart(handle, start, size), start);
    if (start === 0 || (items && items.length >= count)) return items && lastOf(items, count);
  }
}

/** The items of the whole lines of a part; null if no line says that there is a list. */
function itemsIn(part: Buffer, start: number): Item[] | null {
  // The part may begin inside a line, of which the rest is no line.
  const skipped = start === 0 ? 0 : Math.max(0, part.indexOf('\n'));
  let items: Item[] | null = null;
  for (const { line } of readLines(part.subarray(skipped), start + skipped)) {
    if (line.kind !== 'items') continue;
    items ??= [];
    for (const item of line.items) items.push(item);
  }
  return items;
}

function lastOf(items: Item[], count: number): Item[] {
  return count > 0 ? items.slice(-count) : [];
}

function inodeOf(path: string): bigint | null {
  try {
    return statSync(path, { bigint: true }).ino;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}
