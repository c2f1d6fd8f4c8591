import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { bundleProcess, type Mutation } from './process/process-bundle.ts';
import type { SeedResult } from './run-seed.ts';
import { Summary } from './summary.ts';

/** What a thread is given to run processes from. */
export interface WorkerScripts {
  readonly script: string;
  /** Without mutation: by it the checker reads lists. */
  readonly observerScript: string;
}

export type Job =
  | {
      readonly kind: 'run';
      readonly first: number;
      readonly count: number;
      readonly stopsAtFirst: boolean;
      readonly isCalm: boolean;
    }
  | { readonly kind: 'replay'; readonly seed: number; readonly isCalm: boolean; readonly shrinks: boolean };

export interface RunOptions {
  /** The first seed. */
  readonly first: number;
  readonly count: number;
  /** Ends once a seed failed. */
  readonly stopsAtFirst?: boolean;
  /** Without faults. */
  readonly isCalm?: boolean;
  readonly onProgress?: (summary: Summary) => void;
}

/** Seeds that a thread runs before it reports. */
const batch = 50;

/** Threads that run seeds, on all cores. */
export class Workers {
  readonly #workers: readonly Worker[];

  /** `repository`: its root, where the sources are. */
  static async start(repository: string, mutation?: Mutation, threads = availableParallelism()): Promise<Workers> {
    const [program, observerScript] = await Promise.all([bundleWorker(repository), bundleProcess(repository)]);
    const script = mutation ? await bundleProcess(repository, mutation) : observerScript;
    const workerData: WorkerScripts = { script, observerScript };
    return new Workers(Array.from({ length: threads }, () => new Worker(program, { eval: true, workerData })));
  }

  private constructor(workers: readonly Worker[]) {
    this.#workers = workers;
  }

  async run({ first, count, stopsAtFirst = false, isCalm = false, onProgress }: RunOptions): Promise<Summary> {
    const summary = new Summary();
    let next = first;
    const isOver = () => next >= first + count || (stopsAtFirst && summary.failures.length > 0);
    await Promise.all(
      this.#workers.map(async (worker) => {
        while (!isOver()) {
          const job: Job = {
            kind: 'run',
            first: next,
            count: Math.min(batch, first + count - next),
            stopsAtFirst,
            isCalm,
          };
          next += job.count;
          summary.merge(await ask<Summary>(worker, job));
          onProgress?.(summary);
        }
      }),
    );
    return summary;
  }

  /** Runs one seed with a trace; where it `shrinks`, without what it does not need to fail. */
  async replay(seed: number, { shrinks = false, isCalm = false } = {}): Promise<SeedResult> {
    const [worker] = this.#workers;
    if (!worker) throw new RangeError('there is no thread');
    return ask<SeedResult>(worker, { kind: 'replay', seed, isCalm, shrinks });
  }

  async stop(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

function ask<T>(worker: Worker, job: Job): Promise<T> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (reply: T) => {
      worker.off('error', reject);
      resolve(reply);
    });
    worker.postMessage(job);
  });
}

async function bundleWorker(repository: string): Promise<string> {
  const result = await build({
    entryPoints: [join(repository, 'packages', 'simulation', 'src', 'worker.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['esbuild'],
    sourcemap: 'inline',
  });
  return result.outputFiles[0]?.text ?? '';
}
