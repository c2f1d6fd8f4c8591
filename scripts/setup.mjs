// Makes a fresh clone ready: the pinned pnpm in an ignored folder, then the dependencies of the lockfile.
// Nothing is installed before it ran, so it imports nothing but Node's own modules.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installNpmProgram } from './npm-program.mjs';
import { runProgram } from './program.mjs';
import { root } from './root.mjs';

const { engines, packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const stampFile = join(root, 'node_modules', '.setup-stamp');

/** Installs what is missing or out of date. Rejects with a message that says what to do next. */
export async function setup() {
  await setupPnpm();
  const stamp = fingerprint();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;

  console.error('installing dependencies');
  rmSync(stampFile, { force: true });
  const install = await runProgram('pnpm', ['install', '--frozen-lockfile']);
  if (!install.ok) throw new Error(`${install.output}\n${adviceFor(install.output)}`);
  // Last, so that an install that failed or was interrupted is done again.
  writeFileSync(stampFile, stamp);
}

/** Installs the pinned pnpm and puts it on PATH, where turbo looks for it, with the programs of the dependencies. */
export async function setupPnpm() {
  checkNode();
  process.env.TURBO_TELEMETRY_DISABLED = '1';
  const folder = join(root, '.cache', 'pnpm');
  const programs = await installNpmProgram({ name: 'pnpm', version: packageManager.replace('pnpm@', ''), folder });
  process.env.PATH = [programs, join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
}

function checkNode() {
  const required = engines.node.replace('>=', '');
  const isOlder = process.versions.node.localeCompare(required, 'en', { numeric: true }) < 0;
  if (isOlder) throw new Error(`Node.js ${required} or newer is needed, this is ${process.versions.node}: update it.`);
}

/** Changes when an install could give something else. */
function fingerprint() {
  const packages = ['packages', 'examples'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name, 'package.json')),
  );
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...packages]) {
    if (existsSync(join(root, file))) hash.update(`\n${file}\n`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function adviceFor(output) {
  return output.includes('OUTDATED_LOCKFILE')
    ? 'A package.json changed without the lockfile: run `npm run pnpm install` and commit pnpm-lock.yaml.'
    : 'The dependencies could not be installed: is the npm registry reachable? Try again.';
}
