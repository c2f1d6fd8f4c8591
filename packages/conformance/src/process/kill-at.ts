import { setTimeout } from 'node:timers/promises';
import type { OtherProcess } from './other-process.ts';

export type Progress = (acknowledged: number) => void;

/** Long enough to know how long an operation takes. */
const operationsBefore = 4;

/**
 * Kills a process in the middle of an operation, of which it does one after another: `moment` is 0 at the beginning of
 * one and 1 at its end. Resolves with how many it had acknowledged.
 */
export async function killAt(
  moment: number,
  other: OtherProcess,
  work: (progress: Progress) => Promise<unknown>,
): Promise<number> {
  let start = 0;
  let acknowledged = 0;
  await new Promise<void>((resolve, reject) => {
    const progress: Progress = (now) => {
      acknowledged = now;
      // The first one took longer: the process was still warming up.
      if (now === 1) start = performance.now();
      if (now >= operationsBefore) resolve();
    };
    // Once it is killed, its work rejects.
    work(progress).catch(reject);
  });
  await setTimeout((moment * (performance.now() - start)) / (acknowledged - 1));
  await other.kill();
  return acknowledged;
}
