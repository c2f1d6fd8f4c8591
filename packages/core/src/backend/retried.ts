import type { Call } from './call.ts';

/** In milliseconds. */
const [firstPause, longestPause] = [20, 1_000];

/**
 * Does it again while it fails for a reason that may pass, with growing pauses of random length, inside the call's deadline.
 *
 * @param attempt is told how many attempts failed before
 * @param attemptsFor how many attempts an error is worth: 1 if it will not pass, Infinity for as long as there is time
 */
export async function retried<T>(
  call: Call,
  attempt: (failures: number) => Promise<T>,
  attemptsFor: (error: unknown) => number,
): Promise<T> {
  for (let failures = 0; ; ) {
    try {
      return await call.wait(() => attempt(failures));
    } catch (error) {
      failures += 1;
      const pause = pauseAfter(failures);
      // What it failed for says more than that there was no time left.
      if (call.isOver || failures >= attemptsFor(error) || pause >= call.timeLeft) throw error;
      await call.wait(() => new Promise((resolve) => setTimeout(resolve, pause)));
    }
  }
}

/** In milliseconds: so that those who failed together do not all try again together. */
export function pauseAfter(failures: number): number {
  return Math.random() * Math.min(longestPause, firstPause * 2 ** failures);
}
