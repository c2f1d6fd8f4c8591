import { runProgram } from './program.mjs';

/**
 * Builds all packages, or one and what it depends on. turbo skips what did not change.
 *
 * @param {string} [onlyPackage] its name
 */
export function build(onlyPackage) {
  const filter = onlyPackage ? [`--filter=${onlyPackage}`] : [];
  return runProgram('turbo', ['run', 'build', '--output-logs=errors-only', ...filter]);
}
