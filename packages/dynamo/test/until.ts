import { setTimeout } from 'node:timers/promises';

/** Asks again and again until the answer is yes. The test's own time limit ends it otherwise. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await setTimeout(1);
}
