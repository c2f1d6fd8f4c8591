import type { ServerSearch } from './test-server.ts';

interface Found {
  /** The program and its version: `redis-server 7.0.15`. */
  readonly version: string;
}

/**
 * What tests run against where a URL of the environment counts; also whether the tests that kill their server run.
 *
 * @param variable of the environment: `REDIS_URL`
 * @param given the server of that URL; rejects if it does not answer
 * @param own tells what would be started
 */
export async function searchGiven(
  variable: string,
  given: (url: string) => Promise<Found>,
  own: () => Promise<ServerSearch>,
): Promise<ServerSearch> {
  const url = process.env[variable];
  if (!url) return own();
  try {
    const { version } = await given(url);
    const search = await own();
    const faults = search.available
      ? `${search.against} where tests kill it`
      : `no tests that kill it: ${search.install}`;
    return { available: true, against: `${version} of ${variable}, ${faults}` };
  } catch (error) {
    return { available: false, install: (error as Error).message };
  }
}

/** What tests run against that is started for them. @param find rejects with what to install */
export async function searchOwn(find: () => Promise<Found>): Promise<ServerSearch> {
  try {
    return { available: true, against: (await find()).version };
  } catch (error) {
    return { available: false, install: (error as Error).message };
  }
}
