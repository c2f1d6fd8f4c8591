import { delimiter, join } from 'node:path';
import { runAllJestTests, runJestTests } from './jest-tests.mjs';
import { installNpmProgram } from './npm-program.mjs';
import { root } from './root.mjs';

/** Of each line that we support, one version. */
const versions = ['20.20.2', '22.23.3', '24.21.0'];

/**
 * Checks that the built packages pass their tests on each version of Node.js. To be run one after another, since some
 * tests watch the clock.
 */
export function nodeVersionChecks() {
  return versions.map((version) => ({
    name: `node ${version}: all tests of the built packages`,
    run: () => testOn(version),
  }));
}

/**
 * The same with the suites that every driver passes, on the lines that this process does not belong to: more on the newest
 * of these, but for what takes minutes on any line; on the others those that are over in seconds.
 */
export function otherNodeVersionChecks() {
  const others = versions.filter((version) => lineOf(version) !== lineOf(process.versions.node));
  return others.map((version) => {
    const isNewest = version === others.at(-1);
    return {
      name: `node ${version}: the quicker ones of the built drivers pass the conformance suite`,
      run: () => testOn(version, [`(file|redis${isNewest ? '|mongo' : ''})/test/conformance\\.test\\.ts$`]),
    };
  });
}

/** @param {string[]} testFiles patterns of their paths; none: all */
async function testOn(version, testFiles = []) {
  const env = {
    ...process.env,
    PATH: [await folderOfNode(version), process.env.PATH].join(delimiter),
    // Without it, jest refuses the `import()` by which built packages load others on first use.
    NODE_OPTIONS: '--experimental-vm-modules',
  };
  const config = ['--config', join(root, 'jest.built.config.mjs')];
  return testFiles.length > 0 ? runJestTests([...config, ...testFiles], env) : runAllJestTests(config, env);
}

/** What to put on PATH: nothing new where this process belongs to that line. */
async function folderOfNode(version) {
  if (lineOf(version) === lineOf(process.versions.node)) return join(process.execPath, '..');
  return installNpmProgram({ name: 'node', version, folder: join(root, '.cache', 'node', version) });
}

function lineOf(version) {
  return version.split('.')[0];
}
