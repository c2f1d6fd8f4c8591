import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/**
 * @typedef {object} PublicEntry
 * @property {string} name as it is imported: `@agentstore/core/chain`
 * @property {string} packageName
 * @property {string} folder of the package, from the root
 * @property {string} file its source
 */

/**
 * What users import of all packages that are published: src/index.ts, and src/NAME/index.ts for what package.json exports
 * as ./NAME.
 *
 * @returns {PublicEntry[]}
 */
export function publicEntries() {
  const folders = readdirSync(join(root, 'packages')).map((name) => `packages/${name}`);
  return folders.flatMap((folder) => {
    const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    if (manifest.private) return [];
    const paths = Object.keys(manifest.exports).filter((path) => path !== './package.json');
    return paths.map((path) => ({
      name: manifest.name + path.slice(1),
      packageName: manifest.name,
      folder,
      file: join(root, folder, 'src', path, 'index.ts'),
    }));
  });
}
