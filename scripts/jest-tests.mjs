import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './program.mjs';
import { root } from './root.mjs';

const reportFile = join(root, '.cache', 'jest.json');

/**
 * Runs jest tests, all unless its arguments say otherwise; each counts as one.
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
