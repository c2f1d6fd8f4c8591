import { execFile } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from '../find-program.ts';
import { Guardian } from '../guardian.ts';
import { searchOwn } from '../search-server.ts';
import type { ServerSearch } from '../test-server.ts';

const ADVICE = 'install mount, and run as root: only root may mount a file system';
const BLOCK_BYTES = 4_096;
const DEADLINE_MS = 10_000;

/** A small file system of its own. */
export interface TestDisk {
  readonly folder: string;
  /** Takes all the space that is left, as somebody else's file. */
  fill(): void;
  /** Gives it back. */
  free(): void;
  /** Whatever lies there is gone. */
  stop(): Promise<void>;
}

/**
 * A file system in memory, for what happens when a disk is full.
 *
 * @throws where we may not mount one
 */
export async function startDisk(bytes: number): Promise<TestDisk> {
  checkMount();
  const guardian = new Guardian(tmpdir());
  const folder = join(guardian.folder, 'disk');
  const filler = join(folder, 'filler');
  // Whoever is given a folder on it may be another user.
  chmodSync(guardian.folder, 0o711);
  mkdirSync(folder);
  try {
    const options = ['-t', 'tmpfs', '-o', `size=${bytes},mode=755`];
    await promisify(execFile)('mount', [...options, 'agentstore-disk', folder], { timeout: DEADLINE_MS });
  } catch (cause) {
    await guardian.dismiss();
    throw new Error(ADVICE, { cause });
  }
  return {
    folder,
    fill: () => fillUp(filler),
    free: () => rmSync(filler, { force: true }),
    stop: () => guardian.dismiss(),
  };
}

/** Whether small disks can be had: `against` is what they are. */
export async function findDisk(): Promise<ServerSearch> {
  const search = await searchOwn(async () => {
    await (await startDisk(BLOCK_BYTES)).stop();
    return { version: 'tmpfs' };
  });
  // Nothing here makes us root.
  return search.available ? search : { ...search, mayBeMissing: true };
}

function checkMount(): void {
  const isPossible = process.platform === 'linux' && process.getuid?.() === 0 && findProgram('mount') !== null;
  if (!isPossible) throw new Error(ADVICE);
}

function fillUp(path: string): void {
  const file = openSync(path, 'a');
  try {
    const block = Buffer.alloc(BLOCK_BYTES);
    while (writeSync(file, block) > 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}
