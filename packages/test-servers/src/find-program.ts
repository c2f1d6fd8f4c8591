import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** The path of a program on PATH, or in the repository's folder for servers; null if it is in neither. */
export function findProgram(name: string): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const folder of [...folders, cacheFolder()]) {
    const path = join(folder, name);
    if (isProgram(path)) return path;
  }
  return null;
}

/** Where servers are kept that were downloaded or built for the tests: ignored by git. */
function cacheFolder(): string {
  let folder = process.cwd();
  while (!existsSync(join(folder, 'pnpm-workspace.yaml'))) {
    if (folder === dirname(folder)) return join(process.cwd(), '.cache', 'servers');
    folder = dirname(folder);
  }
  return join(folder, '.cache', 'servers');
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
