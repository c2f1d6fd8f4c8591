import { stat } from 'node:fs/promises';
import { hasCode } from './error-code.ts';
import type { Folder } from './folder.ts';
import type { Hold } from './hold.ts';
import { Log } from './log.ts';
import { DamagedLine, readLines } from './log-format.ts';
import { readLog } from './log-state.ts';
import { finishSeal, replaceLog } from './next-generation.ts';
import { readPart } from './read-part.ts';

/** In bytes: heads are far shorter, and stand in front unless a crash tore the first one. */
const headSize = 16 * 1024;
/** In bytes: what another process is just writing is mostly shorter. */
const tailSize = 4 * 1024;
/** In milliseconds: who removes a log deletes its file at once, unless it was killed or stopped just then. */
const removalGraceMs = 5_000;
/** In milliseconds: a next generation that is not put in place for so long was left by a killed process. */
const staleAfterMs = 60_000;

/** The newest generation of a list, open for adding; made when it is missing. */
export async function openLog(folder: Folder, path: string, key: string): Promise<Log> {
  for (;;) {
    const handle = await folder.open(path, 'append');
    if (!handle) {
      await folder.makeFoldersAbove(path);
      continue;
    }
    const log = new Log(path, handle);
    try {
      if (await makeReady(folder, log, key)) return log;
    } catch (error) {
      await log.close();
      throw error;
    }
    await log.close();
  }
}

/**
 * Looks whether the log is ended, and finishes what others left unfinished; false: a newer one has taken its place. Before
 * a line ends a log there is a file beside it: without one, the log need not be read to know that nothing ends it.
 */
async function makeReady(folder: Folder, log: Log, key: string): Promise<boolean> {
  const { size } = log;
  const beside = await folder.nextOf(log.path);
  if (!log.isCurrent()) return false;
  if (size === 0) {
    // Nobody's yet: its name must be on the disk before anything in it is acknowledged.
    await folder.syncNames(log.path, 'above');
    return true;
  }
  if (beside.length > 0) return finishOthers(folder, log, key, beside);
  const head = await readPart(log.handle, 0, Math.min(size, headSize));
  log.id = idOf(head);
  const tail = await readPart(log.handle, Math.max(0, size - tailSize), size);
  log.know(size, tail);
  log.hold = holdOf(tail);
  return true;
}

async function finishOthers(folder: Folder, log: Log, key: string, beside: readonly string[]): Promise<boolean> {
  const { id, items, sealedBy, isRemoved, hold } = readLog(await log.content());
  log.id = id;
  log.hold = hold;
  if (sealedBy !== null) {
    await finishSeal(folder, log, sealedBy);
    return false;
  }
  if (isRemoved) {
    await log.rest(removalGraceMs);
    if (log.isCurrent()) await replaceLog(folder, log, key, null, beside);
    return false;
  }
  // As long as it lies there, every opening reads the whole log. Deleting it alone could take it from a slow writer.
  if (id === null || !(await hasStale(beside))) return true;
  await replaceLog(folder, log, key, items, beside, log.changedAt);
  return false;
}

async function hasStale(paths: readonly string[]): Promise<boolean> {
  for (const path of paths) {
    try {
      if ((await stat(path)).mtimeMs < Date.now() - staleAfterMs) return true;
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error;
    }
  }
  return false;
}

/** What others ask for at the end of a log, whose first line here may be cut. */
function holdOf(tail: Buffer): Hold | null {
  let hold: Hold | null = null;
  try {
    for (const { line } of readLines(tail.subarray(Math.max(0, tail.indexOf('\n'))), 0)) {
      if (line.kind === 'hold') hold = line;
    }
  } catch (error) {
    // A damaged line fails whoever reads the list. To add to it is still possible.
    if (!(error instanceof DamagedLine)) throw error;
  }
  return hold;
}

function idOf(head: Buffer): string | null {
  for (const { line } of readLines(head, 0)) if (line.kind === 'head') return line.nonce;
  return null;
}
