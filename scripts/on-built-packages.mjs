import { build } from './build.mjs';
import { setup } from './setup.mjs';
import { Tally } from './tally.mjs';

/**
 * For commands that run some of the checks alone: builds the packages, and counts the tests in the last line.
 *
 * @param {(tally: Tally) => Promise<void>} runChecks
 */
export async function onBuiltPackages(runChecks) {
  await setup();
  const built = await build();
  if (!built.ok) throw new Error(`${built.output}\nThe packages could not be built: see above.`);

  const tally = new Tally();
  await runChecks(tally);
  console.log(tally.toString());
  process.exitCode = tally.ok ? 0 : 1;
}
