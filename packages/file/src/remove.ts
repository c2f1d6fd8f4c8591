import { stat } from 'node:fs/promises';
import type { SessionIdentity } from '@agentstore/core';
import type { FileLists } from './file-lists.ts';
import { hasCode } from './folder.ts';
import { removeLog } from './next-generation.ts';

/** Removes the log, what lies beside it, and the folders above it that hold nothing else. */
export async function removeLogOf(lists: FileLists, identity: SessionIdentity): Promise<void> {
  const path = await lists.path(identity);
  while (await exists(path)) {
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
