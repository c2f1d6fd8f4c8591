import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './program.mjs';
import { root } from './root.mjs';

const archives = join(root, '.cache', 'archives');

/** Checks of the archives that users install: their exports and files, and their types as Node.js resolves them. */
export function publishedPackageChecks() {
  const published = readdirSync(join(root, 'packages')).filter((folder) => !manifest(folder).private);
  return published.flatMap((folder) => [
    {
      name: `publint of ${folder}`,
      run: () => onArchive(folder, 'publint', (archive) => ['run', archive, '--strict']),
    },
    {
      name: `types of ${folder} for its users (attw)`,
      run: () => onArchive(folder, 'attw', (archive) => [archive, '--profile', 'node16', '--no-emoji']),
    },
  ]);
}

async function onArchive(folder, program, argumentsFor) {
  const cwd = join(root, 'packages', folder);
  const { name, version } = manifest(folder);
  // An archive for each program, since they run at the same time.
  const destination = join(archives, program);
  mkdirSync(destination, { recursive: true });
  const packed = await runProgram('pnpm', ['pack', '--pack-destination', destination], { cwd });
  if (!packed.ok) return packed;
  const archive = join(destination, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
  return runProgram(program, argumentsFor(archive));
}

function manifest(folder) {
  return JSON.parse(readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8'));
}
