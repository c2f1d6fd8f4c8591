import { serverSearches } from './server-searches.ts';

// Of the environment, since jest's workers inherit it.
const VARIABLE = 'AGENTSTORE_SKIPPED_TESTS';

/**
 * Whether the tests that need this server are to run, told at once, as jest wants tests to be defined. They are not where
 * jest's global setup could not find or install it. With `CI=true` they always are, and fail by what `start...` says, but
 * for servers that nothing here can install.
 *
 * @param server the name of the driver; with `own`, a server that the tests may pause and kill
 */
export function runsTestsOf(server: keyof typeof serverSearches): boolean {
  return !(process.env[VARIABLE] ?? '').split(',').includes(server);
}

/** Finds or installs all servers, and says loudly which ones are missing. */
export async function findServers(): Promise<void> {
  const skipped: string[] = [];
  for (const [server, search] of Object.entries(serverSearches)) {
    const result = await search();
    if (result.available) continue;
    const isFailure = process.env.CI === 'true' && !result.mayBeMissing;
    console.error(`Tests that need ${server} ${isFailure ? 'will fail' : 'are skipped'}: ${result.install}.`);
    if (!isFailure) skipped.push(server);
  }
  process.env[VARIABLE] = skipped.join(',');
}
