import { availableParallelism } from 'node:os';

/**
 * Runs the tasks in their order, as many at once as there are cores.
 *
 * @param {readonly (() => Promise<void>)[]} tasks
 */
export async function inParallel(tasks) {
  const waiting = [...tasks];
  const work = async () => {
    for (let task = waiting.shift(); task; task = waiting.shift()) await task();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
}
