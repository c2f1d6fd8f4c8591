import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../../scripts/program.mjs';
import { root } from '../../scripts/root.mjs';

const home = join(root, '.cache', 'peers');

/** What a user installs for each, all for the same Redis; the first is what it is known by. Those of others are pinned. */
const dependencies = {
  raw: { ioredis: '6.0.0' },
  agentstore: { '@agentstore/redis': 'packages/redis', '@agentstore/core': 'packages/core', ioredis: '6.0.0' },
  keyv: { keyv: '5.6.0', '@keyv/redis': '5.1.6' },
  unstorage: { unstorage: '1.17.6', ioredis: '5.9.2' },
  langchain: { '@langchain/redis': '1.1.2', '@langchain/core': '1.4.0' },
  mastra: { '@mastra/redis': '1.4.6', '@mastra/core': '1.71.0' },
};

/**
 * @typedef {object} Subject
 * @property {string} name
 * @property {string} title its package and version
 * @property {string} module to import: `connect(url)` gives `open(session)`, and that `add(text)` and `texts()`
 * @property {number} packages in its node_modules
 * @property {number} megabytes of its node_modules
 */

/** Installs each into a folder of its own, as a user would. @returns {Promise<Subject[]>} */
export async function installSubjects() {
  const subjects = [];
  for (const name of Object.keys(dependencies)) subjects.push(await install(name));
  return subjects;
}

async function install(name) {
  const folder = join(home, name);
  mkdirSync(folder, { recursive: true });
  const manifest = JSON.stringify({ private: true, dependencies: await resolved(dependencies[name]) });
  const file = join(folder, 'package.json');
  // Ours have changed since, under the same version.
  if (name === 'agentstore' || !existsSync(file) || readFileSync(file, 'utf8') !== manifest) {
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    writeFileSync(file, manifest);
    const { ok, output } = await runProgram('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder });
    if (!ok) {
      rmSync(file);
      throw new Error(`${output}\n${name} could not be installed: see above.`);
    }
  }
  const module = join(folder, 'subject.mjs');
  copyFileSync(fileURLToPath(new URL(`subjects/${name}.mjs`, import.meta.url)), module);
  const modules = join(folder, 'node_modules');
  const { packages } = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8'));
  const [known] = Object.keys(dependencies[name]);
  const title = `${known} ${packages[`node_modules/${known}`].version}`;
  return { name, title, module, packages: Object.keys(packages).length, megabytes: sizeOf(modules) / 1e6 };
}

/** Packages of this repository as archives, as they would be published. */
async function resolved(wanted) {
  const entries = Object.entries(wanted).map(async ([name, version]) => {
    return [name, version.startsWith('packages/') ? `file:${await pack(version)}` : version];
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function pack(folder) {
  const archive = join(home, `${folder.replace('/', '-')}.tgz`);
  const { ok, output } = await runProgram('pnpm', ['pack', '--out', archive], { cwd: join(root, folder) });
  if (!ok) throw new Error(output);
  return archive;
}

function sizeOf(folder) {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
