import type { Folder } from './folder.ts';
import { Log } from './log.ts';
import { readLines } from './log-format.ts';
import { readLog } from './log-state.ts';
import { finishSeal, replaceLog } from './next-generation.ts';
import { readPart } from './read-part.ts';

/** In bytes: heads are far shorter, and stand in front unless a crash tore the first one. */
const headSize = 16 * 1024;
/** In bytes: what another process is just writing is mostly shorter. */
const tailSize = 4 * 1024;
/** In milliseconds: who removes a log deletes its file at once, or was killed just then. */
const removalGrace = 1_000;

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
      if (await isNewest(folder, log, key)) return log;
    } catch (error) {
      await log.close();
      throw error;
    }
    await log.close();
  }
}

/**
 * Looks whether the log is ended, and finishes what others left unfinished. Before a line ends a log there is a file
 * beside it: without one, the log need not be read to know that nothing ends it.
 */
async function isNewest(folder: Folder, log: Log, key: string): Promise<boolean> {
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
  log.know(size, await readPart(log.handle, Math.max(0, size - tailSize), size));
  return true;
}

async function finishOthers(folder: Folder, log: Log, key: string, beside: readonly string[]): Promise<boolean> {
  const { id, sealedBy, isRemoved } = readLog(await log.content());
  log.id = id;
  if (sealedBy !== null) {
    await finishSeal(folder, log, sealedBy);
    return false;
  }
  if (!isRemoved) return true;
  await log.rest(Date.now() + removalGrace);
  if (log.isCurrent()) await replaceLog(folder, log, key, null, beside);
  return false;
}

function idOf(head: Buffer): string | null {
  for (const { line } of readLines(head, 0)) if (line.kind === 'head') return line.nonce;
  return null;
}
