import { deepEqual } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../scripts/program.mjs';
import { root } from '../scripts/root.mjs';
import { drivers } from './drivers.mjs';

const otherPackages = ['@agentstore/core', '@agentstore/conformance'];

/**
 * Publishes all packages of the repository that are not private, as a release does.
 *
 * @param {import('./registry.mjs').Registry} registry
 */
export async function publishPackages({ environment }) {
  // Whoever adds a package adds what its users do with it.
  const known = [...otherPackages, ...drivers.map(({ packageName }) => packageName)];
  deepEqual(publishedPackages(), known.sort(), 'e2e/drivers.mjs should name all drivers that are published');

  const { ok, output } = await runProgram('pnpm', ['--recursive', 'publish', '--no-git-checks'], { env: environment });
  if (!ok) throw new Error(`pnpm could not publish the packages:\n${output}`);
}

function publishedPackages() {
  const manifests = ['packages', 'examples'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => {
      return JSON.parse(readFileSync(join(root, folder, name, 'package.json'), 'utf8'));
    }),
  );
  return manifests.flatMap(({ name, private: isPrivate }) => (isPrivate ? [] : [name])).sort();
}
