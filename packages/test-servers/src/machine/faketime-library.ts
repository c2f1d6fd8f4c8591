import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { aptInstall, canAptInstall } from '../apt-install.ts';
import { findProgram } from '../find-program.ts';
import { searchOwn } from '../search-server.ts';
import type { ServerSearch } from '../test-server.ts';

const ADVICE = 'install faketime (apt-get install faketime)';

/** What clocks are set by, after an install where that is needed and possible; or how to install it. */
export async function findFaketime(): Promise<ServerSearch> {
  const search = await searchOwn(async () => ({ version: await faketimeLibrary() }));
  // Where we are not root, nothing here installs it.
  return search.available ? search : { ...search, mayBeMissing: true };
}

/** The path of libfaketime: found, or installed where apt can do it. Rejects with an error that says what to install. */
export async function faketimeLibrary(): Promise<string> {
  let cause: unknown;
  if (findProgram('faketime') === null && canAptInstall()) {
    await aptInstall('faketime', 'faketime').catch((error) => {
      cause = error;
    });
  }
  const path = findProgram('faketime');
  if (path === null) throw new Error(ADVICE, { cause });
  // The program gives another one a clock that nobody sets any more. But it knows where its library is.
  const { stdout } = await promisify(execFile)(path, ['-f', '+0', 'printenv', 'LD_PRELOAD']);
  return stdout.trim();
}
