import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileBackend } from './backend.ts';
import { breakableDirectory } from './breakable-directory.ts';

/** @param directory by default a temporary one, which is removed at the end */
export async function openFiles(program: string, directory?: string): Promise<FileBackend> {
  const root = directory ?? (await mkdtemp(join(tmpdir(), `agentstore-${program}-`)));
  const spec = (place = '') => ({ driver: 'file', directory: place ? join(root, place) : root }) as const;
  return {
    name: 'file',
    directory: root,
    where: root,
    keeps: directory !== undefined,
    spec: async (place) => spec(place),
    breakable: async (place) => ({ spec: spec(place), ...breakableDirectory(spec(place).directory) }),
    async stop() {
      // What timed out may still be writing.
      if (directory === undefined) await rm(root, { recursive: true, maxRetries: 5 });
    },
  };
}
