import { renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Guardian } from '../guardian.ts';
import { faketimeLibrary } from './faketime-library.ts';

/** The time of day of the programs that are started with its environment. */
export interface TestClock {
  readonly environment: NodeJS.ProcessEnv;
  /** From now on the time of day is so many seconds ahead of the true one; less than 0: behind it. */
  set(secondsAhead: number): void;
  stop(): Promise<void>;
}

/**
 * A clock that is right until it is set, by libfaketime. The clock that only goes on, by which timers go, stays the true one.
 *
 * @throws where there is no libfaketime, with what to install
 */
export async function startClock(): Promise<TestClock> {
  const library = await faketimeLibrary();
  const guardian = new Guardian(tmpdir());
  const file = join(guardian.folder, 'ahead');
  const set = (secondsAhead: number) => {
    // By a rename: each reading of the time reads the file.
    writeFileSync(`${file}.new`, `${secondsAhead < 0 ? '' : '+'}${secondsAhead}\n`);
    renameSync(`${file}.new`, file);
  };
  set(0);
  return {
    environment: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
    set,
    stop: () => guardian.dismiss(),
  };
}
