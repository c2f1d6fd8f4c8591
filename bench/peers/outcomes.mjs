import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('caller.mjs', import.meta.url));

/**
 * What becomes of an `add` that begins once a fault was made, by subject: each in a process of its own, all at once.
 *
 * @param {number} seconds that are waited for
 */
export async function outcomesOf(subjects, server, makeFault, seconds) {
  const callers = subjects.map(({ name, module }) => {
    const child = fork(program, [module, server.url], { silent: true });
    return { name, child, ready: once(child, 'message') };
  });
  await Promise.all(callers.map(({ ready }) => ready));
  await makeFault();
  const outcomes = await Promise.all(callers.map(async ({ name, child }) => [name, await outcomeOf(child, seconds)]));
  return new Map(outcomes);
}

async function outcomeOf(child, seconds) {
  const started = performance.now();
  const elapsed = () => `${((performance.now() - started) / 1_000).toFixed(1)} s`;
  const told = once(child, 'message').then(([outcome]) => `${outcome} after ${elapsed()}`);
  const ended = once(child, 'exit').then(() => `the process ends after ${elapsed()}`);
  const nothing = new Promise((resolve) => {
    setTimeout(resolve, seconds * 1_000, `nothing within ${seconds} s`);
  });
  child.send('add');
  const outcome = await Promise.race([told, ended, nothing]);
  child.kill('SIGKILL');
  return outcome;
}
