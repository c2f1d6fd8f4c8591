import { constants, realpathSync } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, realpath, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { hasCode } from './error-code.ts';
import { foldersAbove, isNextOf } from './layout.ts';

/** Windows has no such flag, and links there need a privilege. */
const noFollow = constants.O_NOFOLLOW ?? 0;

/** The directory that the logs lie in, and how files in it come, go and survive. Nothing outside of it is touched. */
export class Folder {
  readonly #directory: string;
  readonly #fsync: boolean;
  #root: string | null = null;

  constructor(directory: string, fsync: boolean) {
    this.#directory = resolve(directory);
    this.#fsync = fsync;
  }

  /** The directory's real path; makes it when it is missing. */
  async root(): Promise<string> {
    if (this.#root) return this.#root;
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    this.#root = await realpath(this.#directory);
    return this.#root;
  }

  /**
   * Opens a log, for 'append' makes it where it is missing. null where there is none, or no folder to make it in.
   */
  async open(path: string, mode: 'read' | 'append'): Promise<FileHandle | null> {
    const access = mode === 'read' ? constants.O_RDONLY : constants.O_RDWR | constants.O_APPEND | constants.O_CREAT;
    try {
      refuseLinks(path);
      return await open(path, access | noFollow, 0o600);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return null;
      if (hasCode(error, 'ELOOP', 'EMLINK')) throw leavesDirectory(path);
      throw error;
    }
  }

  /** Makes the folders above a path, one by one, so that none of them is a link to somewhere else. */
  async makeFoldersAbove(path: string): Promise<void> {
    const root = await this.root();
    await mkdir(root, { recursive: true, mode: 0o700 });
    try {
      for (const folder of foldersAbove(root, path).slice(0, -1).reverse()) await makeFolder(folder);
    } catch (error) {
      // Somebody removed the last list in a folder, and the folder with it: the caller finds nothing, and comes again.
      if (!hasCode(error, 'ENOENT')) throw error;
    }
  }

  /** Removes the folders above a path that hold nothing any more. */
  async removeEmptyFoldersAbove(path: string): Promise<void> {
    for (const folder of foldersAbove(await this.root(), path).slice(0, -1)) {
      try {
        await rmdir(folder);
      } catch (error) {
        if (hasCode(error, 'ENOTEMPTY', 'EEXIST', 'EPERM', 'EBUSY')) return;
        // Somebody else removed it: there may be one above it all the same.
        if (!hasCode(error, 'ENOENT')) throw error;
      }
    }
  }

  /** The next generations that were begun beside a log, by their paths. */
  async nextOf(path: string): Promise<string[]> {
    const names = await readdir(dirname(path)).catch((error: unknown) => {
      if (hasCode(error, 'ENOENT')) return [];
      throw error;
    });
    return names.filter((name) => isNextOf(path, name)).map((name) => join(dirname(path), name));
  }

  /** Forces what was written to the disk. */
  async sync(handle: FileHandle): Promise<void> {
    if (this.#fsync) await handle.datasync();
  }

  /** Forces the names in the folder of a path to the disk, and with `above` those of all folders up to the root. */
  async syncNames(path: string, above: 'folder' | 'above' = 'folder'): Promise<void> {
    // Windows cannot open a folder, and keeps names in its own journal.
    if (!this.#fsync || process.platform === 'win32') return;
    const folders = above === 'above' ? foldersAbove(await this.root(), path) : [dirname(path)];
    for (const folder of folders) await syncFolder(folder);
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    if (!(await lstat(folder)).isDirectory()) throw leavesDirectory(folder);
  }
}

async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, constants.O_RDONLY);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    // Removed with all the names that were in it.
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}

/**
 * All paths begin with the real root: a folder on the way that is a link shows in the real path. Asked at once, since that is
 * answered in a small part of the time that a promise takes.
 */
function refuseLinks(path: string): void {
  if (realpathSync.native(dirname(path)) !== dirname(path)) throw leavesDirectory(path);
}

function leavesDirectory(path: string): Error {
  return new Error(
    `${basename(path)} lies behind a symbolic link, and links are not followed out of the directory: ${path}`,
  );
}
