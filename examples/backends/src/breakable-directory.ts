import { rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Breakable } from './backend.ts';

/** A directory that can be taken away from a driver, and given back. */
export function breakableDirectory(directory: string): Omit<Breakable<unknown>, 'spec'> {
  const gone = `${directory}.gone`;
  return {
    async cut(id) {
      await rename(directory, gone);
      // A file in its place: that stops everybody, the superuser too.
      await writeFile(directory, 'Once a directory.\n');
      return `the directory of "${id}" is taken away, and a file lies in its place (${basename(directory)})`;
    },
    async restore() {
      await rm(directory);
      await rename(gone, directory);
    },
    async end() {
      for (const path of [directory, gone]) await rm(path, { recursive: true, force: true });
    },
  };
}
