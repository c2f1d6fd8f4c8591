import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './program.mjs';

/**
 * Installs the program of one npm package into a folder of its own, where it is not there in that version.
 *
 * @param {{ name: string, version: string, folder: string }} program named as its package
 * @returns {Promise<string>} the folder to put on PATH
 */
export async function installNpmProgram({ name, version, folder }) {
  const programs = join(folder, 'node_modules', '.bin');
  const installed = await runProgram(join(programs, name), ['--version']);
  if (installed.ok && installed.output.trim().replace(/^v/, '') === version) return programs;

  console.error(`setting up: ${name} ${version}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // The package's install script puts its native program into place. Newer versions of npm run only the scripts that are
  // named.
  const manifest = { private: true, dependencies: { [name]: version }, allowScripts: { [`${name}@${version}`]: true } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const options = ['--prefix', folder, '--ignore-scripts=false', '--no-audit', '--no-fund'];
  const install = await runProgram('npm', ['install', ...options]);
  if (!install.ok) {
    throw new Error(`${install.output}\n${name} could not be installed: is the npm registry reachable? Try again.`);
  }
  return programs;
}
