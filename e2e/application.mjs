import { cpSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../scripts/program.mjs';

const programs = fileURLToPath(new URL('programs', import.meta.url));

// pnpm fails where nobody decided about a script of a package. lmdb brings its binaries, and needs none.
const pnpmSettings = 'allowBuilds:\n  lmdb: false\n  msgpackr-extract: false\n';

const packageManagers = {
  npm: { add: ['npm', 'install'], settings: '' },
  pnpm: { add: ['pnpm', 'add'], settings: pnpmSettings },
  /** One store for all applications, outside of them: a package sees nothing but what its own package.json names. */
  'pnpm with a global store': {
    add: ['pnpm', 'add'],
    settings: `${pnpmSettings}enableGlobalVirtualStore: true\n`,
  },
};

/** A user's folder, with the programs of this folder's `programs`. */
export class Application {
  /** @param {string} parent */
  constructor(parent) {
    this.folder = mkdtempSync(join(parent, 'application-'));
    cpSync(programs, this.folder, { recursive: true });
  }

  /**
   * Adds packages, as a user does.
   *
   * @param {keyof typeof packageManagers} packageManager
   * @param {readonly string[]} packages
   * @param {NodeJS.ProcessEnv} env
   */
  async install(packageManager, packages, env) {
    const { add, settings } = packageManagers[packageManager];
    this.write('package.json', '{ "private": true }\n');
    this.write('pnpm-workspace.yaml', settings);
    const [program, ...programArguments] = [...add, ...packages];
    const { ok, output } = await runProgram(program, programArguments, { cwd: this.folder, env });
    if (!ok) throw new Error(`${packageManager} could not install ${packages.join(' and ')}:\n${output}`);
  }

  /** The names of all packages on the disk, wherever the package manager put them. */
  installedPackages() {
    const files = readdirSync(join(this.folder, 'node_modules'), { recursive: true });
    const names = files.map((file) => /(?:^|node_modules\/)((?:@[^/]+\/)?[^@/]+)\/package\.json$/.exec(file)?.[1]);
    return [...new Set(names.filter(Boolean))].sort();
  }

  /** An empty folder in this one. */
  newFolder() {
    return mkdtempSync(join(this.folder, 'data-'));
  }

  /**
   * Runs a program to its end. Rejects where it fails.
   *
   * @param {readonly [program: string, ...programArguments: string[]]} command
   * @param {{ cwd?: string }} [options] by default this folder
   */
  async run(command, options) {
    const { ok, output } = await this.#node(command, options);
    if (!ok) throw new Error(`${command.join(' ')} failed:\n${output}`);
    return output.trim();
  }

  /** What a program says that must fail. */
  async runFailing(command) {
    const { ok, output } = await this.#node(command);
    if (ok) throw new Error(`${command.join(' ')} should have failed, and printed:\n${output}`);
    return output;
  }

  write(name, text) {
    writeFileSync(join(this.folder, name), text);
  }

  #node([program, ...programArguments], { cwd = this.folder } = {}) {
    return runProgram('node', [join(this.folder, program), ...programArguments], { cwd });
  }
}
