import { parentPort, workerData } from 'node:worker_threads';
import { Clock } from './process/clock.ts';
import { Runtimes } from './process/runtime.ts';
import { Random } from './random.ts';
import { runSeed } from './run-seed.ts';
import { Scheduler } from './scheduler.ts';
import { shrink } from './shrink.ts';
import type { Cores } from './simulation.ts';
import { Summary } from './summary.ts';
import type { Job, WorkerScripts } from './workers.ts';

// A thread of its own: what runs here are seeds, one after another.
const { script, observerScript }: WorkerScripts = workerData;
const cores: Cores = { runtimes: new Runtimes(script), observer: observerOf(observerScript) };

parentPort?.on('message', async (job: Job) => {
  parentPort?.postMessage(job.kind === 'run' ? await runBatch(job) : await replay(job));
});

async function runBatch({ first, count, stopsAtFirst, isCalm }: Extract<Job, { kind: 'run' }>): Promise<Summary> {
  // Errors are made by the thousand, and nobody reads where.
  Error.stackTraceLimit = 0;
  const summary = new Summary();
  for (let seed = first; seed < first + count; seed++) {
    summary.add(await runSeed(seed, cores, { isCalm }));
    if (stopsAtFirst && summary.failures.length > 0) break;
  }
  return summary;
}

async function replay({ seed, isCalm, shrinks }: Extract<Job, { kind: 'replay' }>) {
  Error.stackTraceLimit = 10;
  const left = shrinks ? await shrink(seed, isCalm, cores) : {};
  return runSeed(seed, cores, { ...left, isCalm, isTraced: true });
}

function observerOf(script: string): Cores['observer'] {
  const scheduler = new Scheduler(new Random(0));
  const clock = new Clock(scheduler, 0, 0);
  return new Runtimes(script).start({ scheduler, clock, number: 0, isAlive: () => true });
}
