// All that a change must pass, on a machine that has only Node.js and npm. The last line counts the tests.
import { installationChecks } from '../e2e/installation-checks.mjs';
import { reportBackends } from './backend-table.mjs';
import { build } from './build.mjs';
import { documentLinksCheck } from './document-links.mjs';
import { documentedOptionsCheck } from './documented-options.mjs';
import { inParallel } from './in-parallel.mjs';
import { runAllJestTests } from './jest-tests.mjs';
import { otherNodeVersionChecks } from './node-versions.mjs';
import { runProgram } from './program.mjs';
import { publishedPackageChecks } from './published-packages.mjs';
import { readmeExampleChecks } from './readme-examples.mjs';
import { setup } from './setup.mjs';
import { Tally } from './tally.mjs';

const tally = new Tally();

const setupFailure = (error) => ({ ok: false, output: error.message });
if (await tally.run({ name: 'setup', run: () => setup().catch(setupFailure) })) {
  await checkAll();
  await reportBackends(tally);
}
console.log(tally.toString());
process.exitCode = tally.ok ? 0 : 1;

async function checkAll() {
  let isBuilt = false;
  const afterBuild = ({ name, run }) => ({
    name,
    run: async () => (isBuilt ? run() : { ok: false, output: 'Not run, since the build failed.' }),
  });
  const all = (checks) => inParallel(checks.map((check) => () => tally.run(check)));
  const program = (name, file, ...programArguments) => ({ name, run: () => runProgram(file, programArguments) });

  await all([
    {
      name: 'build',
      run: async () => {
        const result = await build();
        isBuilt = result.ok;
        return result;
      },
    },
    program('format and lint', 'biome', 'ci', '--error-on-warnings', '--colors=off'),
    program('types', 'tsc'),
    program('unused code and dependencies', 'knip', '--no-progress'),
    program('API docs', 'node', 'scripts/api-docs.mjs'),
    documentedOptionsCheck,
    documentLinksCheck,
  ]);

  const readme = readmeExampleChecks();
  const installation = installationChecks();
  const ofBuild = [...publishedPackageChecks(), program('size', 'size-limit'), readme.compile, installation.publish];
  await all(ofBuild.map(afterBuild));
  await all([...readme.examples, ...installation.checks].map(afterBuild));
  await installation.stop();

  // Nothing beside it, since some of its tests watch the clock.
  await tally.run({ name: 'jest', run: () => runAllJestTests() });
  await tally.run(afterBuild(program('bench: no ratio is far from its aim', 'node', 'bench/check.mjs')));
  for (const check of otherNodeVersionChecks()) await tally.run(afterBuild(check));
}
