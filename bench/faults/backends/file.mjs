import { execFile } from 'node:child_process';
import { chownSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FileDriver } from '@agentstore/file';
import { forbid, permit } from './rights.mjs';

const run = promisify(execFile);

/** A folder, in the place of a server. @type {import('../backend.mjs').Start} */
export async function startFileBackend({ parentFolder, user }) {
  const directory = join(parentFolder, 'lists');
  let copies = 0;
  const make = () => {
    mkdirSync(directory);
    if (user !== undefined) chownSync(directory, user, user);
  };
  make();
  return {
    version: 'files',
    spec: { driver: 'file', directory },
    lone: new FileDriver({ directory }),
    prepare: async () => {},
    async snapshot() {
      const copy = join(parentFolder, `snapshot-${++copies}`);
      await run('cp', ['-a', directory, copy]);
      return { folder: copy };
    },
    /** As from a backup: the folder is another one from now on. */
    async replace(from) {
      renameSync(directory, join(parentFolder, `replaced-${++copies}`));
      if (from === 'empty') make();
      else renameSync(from.folder, directory);
    },
    deny: async () => forbid(directory),
    allow: async () => permit(directory),
    stop: async () => {},
  };
}
