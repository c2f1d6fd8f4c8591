import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * What lies in node_modules for a package: itself, its dependencies and what it asks for as a peer, each once.
 *
 * @param {string} folder of the package
 */
export function installedSize(folder) {
  const seen = new Set();
  visit(realpathSync(folder), seen);
  const bytes = [...seen].reduce((sum, path) => sum + sizeOf(path), 0);
  return { packages: seen.size, megabytes: bytes / 1e6 };
}

function visit(folder, seen) {
  if (seen.has(folder)) return;
  seen.add(folder);
  const { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = manifestOf(folder);
  const required = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
  for (const name of [...Object.keys(dependencies), ...required]) {
    const found = resolvedFrom(folder, name);
    if (found) visit(found, seen);
  }
}

/** As Node.js looks for it: in the node_modules of the folders above. */
function resolvedFrom(folder, name) {
  for (let above = folder; ; above = dirname(above)) {
    const path = join(above, 'node_modules', name);
    if (existsSync(path)) return realpathSync(path);
    if (above === dirname(above)) return null;
  }
}

/** Of what is published: a package of this repository has more in its folder. */
function sizeOf(folder) {
  const { files } = manifestOf(folder);
  const isOurs = !folder.includes('node_modules');
  const roots = isOurs ? files.map((name) => join(folder, name)) : [folder];
  return roots.reduce((sum, root) => sum + sizeBelow(root), 0);
}

function sizeBelow(root) {
  let bytes = 0;
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    const path = join(root, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules') bytes += sizeBelow(path);
    if (entry.isFile()) bytes += statSync(path).size;
  }
  return bytes;
}

function manifestOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
