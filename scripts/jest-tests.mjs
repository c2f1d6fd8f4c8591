import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './program.mjs';
import { root } from './root.mjs';

const reportFile = join(root, '.cache', 'jest.json');

/** Tests that hold calls to their deadlines: they run alone, since whatever else runs makes them late. */
const timed = '\\.timed\\.test\\.ts$';

/**
 * Runs all jest tests; each counts as one.
 *
 * @param {readonly string[]} [jestArguments]
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function runAllJestTests(jestArguments = [], env = process.env) {
  const together = await runJestTests([...jestArguments, '--testPathIgnorePatterns', '/node_modules/', timed], env);
  const alone = await runJestTests([...jestArguments, '--runInBand', '--testPathPatterns', timed], env);
  return {
    ok: together.ok && alone.ok,
    output: [together, alone].map(({ ok, output }) => (ok ? '' : output)).join('\n'),
    counts: {
      passed: together.counts.passed + alone.counts.passed,
      failed: together.counts.failed + alone.counts.failed,
      skipped: together.counts.skipped + alone.counts.skipped,
    },
  };
}

/**
 * Runs jest tests, all at the same time unless its arguments say otherwise; each counts as one.
 *
 * @param {readonly string[]} [jestArguments]
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function runJestTests(jestArguments = [], env = process.env) {
  rmSync(reportFile, { force: true });
  const run = await runProgram('jest', ['--ci', '--json', `--outputFile=${reportFile}`, ...jestArguments], { env });
  const counts = countTests();
  // No test ran, or jest failed though no test did: it crashed or hung.
  if (counts.failed === 0 && (!run.ok || counts.passed === 0)) counts.failed = 1;
  return { ok: counts.failed === 0, output: run.output, counts };
}

function countTests() {
  if (!existsSync(reportFile)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(reportFile, 'utf8'));
  return {
    passed: report.numPassedTests,
    // A test file that does not compile has no tests that could fail.
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
