import { stat } from 'node:fs/promises';
import type { SessionIdentity } from '@agentstore/core';
import { hasCode } from './error-code.ts';
import type { FileLists } from './file-lists.ts';
import { removeFiles, removeLog } from './next-generation.ts';

/** Removes the log, what lies beside it, and the folders above it that hold nothing else. */
export async function removeLogOf(lists: FileLists, identity: SessionIdentity): Promise<void> {
  const path = await lists.path(identity);
  for (;;) {
    // Looked for first: what lies there, and no log beside it, belongs to none that will come.
    const left = await lists.folder.nextOf(path);
    if (!(await exists(path))) {
      // A process was killed while it removed: the log went, the rest did not.
      await removeFiles(left);
      await lists.folder.removeEmptyFoldersAbove(path);
      return;
    }
    const isDone = await lists.logs.use(path, identity.key, async (log) => {
      const beside = await lists.folder.nextOf(path);
      return { keep: false, result: await removeLog(lists.folder, log, beside, { onlyIfKnown: false }) };
    });
    if (isDone) return;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}
