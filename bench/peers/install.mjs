import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../../scripts/program.mjs';
import { setupPnpm } from '../../scripts/setup.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
const stampFile = join(folder, 'node_modules', '.installed');

/**
 * Installs what others use, by its own lockfile: 250 MB that nothing but this bench needs.
 *
 * @returns {Promise<string | null>} why they cannot be had; null: they are here
 */
export async function installPeers() {
  const lock = readFileSync(join(folder, 'pnpm-lock.yaml'), 'utf8');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lock) return null;
  await setupPnpm();
  const { ok, output } = await runProgram('pnpm', ['install', '--frozen-lockfile'], { cwd: folder });
  if (!ok) return `what others use could not be installed: ${output.trim().split('\n').at(-1)}`;
  writeFileSync(stampFile, lock);
  return null;
}
