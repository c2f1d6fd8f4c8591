import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Subject
 * @property {string} name
 * @property {string} title its package and version
 * @property {string} module to import: `connect(url)` gives `open(session)`, and that `fill`, `add`, `load` and `last`
 * @property {string} folder of its package
 */

const here = fileURLToPath(new URL('.', import.meta.url));
const module = (path) => fileURLToPath(new URL(path, import.meta.url));

const ours = [
  { name: 'raw', package: '../node_modules/ioredis', module: module('../subjects/raw.mjs') },
  { name: 'agentstore', package: '../node_modules/@agentstore/redis', module: module('../subjects/agentstore.mjs') },
  { name: 'whole list', package: '../node_modules/ioredis', module: module('../subjects/whole-list.mjs') },
];
const others = [
  { name: 'keyv', package: 'node_modules/@keyv/redis' },
  { name: 'unstorage', package: 'node_modules/unstorage' },
  { name: 'bentocache', package: 'node_modules/bentocache' },
  { name: 'langchain', package: 'node_modules/@langchain/redis' },
  { name: 'mastra', package: 'node_modules/@mastra/redis' },
].map((peer) => ({ ...peer, module: module(`subjects/${peer.name}.mjs`) }));

/** What keeps a session in Redis here: the raw client first. And what is left out, in words. */
export function redisSubjects() {
  const subjects = [];
  const leftOut = [];
  for (const { name, package: path, module } of [...ours, ...others]) {
    const folder = join(here, path);
    if (!existsSync(folder)) continue;
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const title = name === 'whole list' ? "LarAgent's design" : `${manifest.name} ${manifest.version}`;
    const needed = /^>=\s*([\d.]+)/.exec(manifest.engines?.node ?? '')?.[1];
    if (needed && isOlder(process.versions.node, needed)) leftOut.push(`${title} asks for Node.js ${needed}`);
    else subjects.push({ name, title, module, folder });
  }
  return { subjects, leftOut };
}

function isOlder(version, needed) {
  return version.localeCompare(needed, 'en', { numeric: true }) < 0;
}
