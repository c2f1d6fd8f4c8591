import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The root of the repository that we work in; where we do not, the working directory. */
export function repositoryFolder(): string {
  let folder = process.cwd();
  while (!existsSync(join(folder, 'pnpm-workspace.yaml'))) {
    if (folder === dirname(folder)) return process.cwd();
    folder = dirname(folder);
  }
  return folder;
}

/** Where servers are kept that were downloaded or built for the tests: ignored by git. */
export function cacheFolder(): string {
  return join(repositoryFolder(), '.cache', 'servers');
}
