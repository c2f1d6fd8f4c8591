import type { CaseDefinition } from '../case.ts';
import type { NativeMethod } from '../options.ts';
import type { Stage } from '../stage.ts';
import { Instance, type Worker } from './worker.ts';

export interface SharedCase extends Pick<CaseDefinition, 'title' | 'needs'> {
  /** How many work at once. */
  readonly workers: number;
  /** What they use at once. */
  readonly methods: readonly NativeMethod[];
  /** `scale` is how many times as much there is to do among processes, which are slower to meet. */
  test(workers: readonly Worker[], scale: number, stage: Stage): Promise<void>;
}

/** The same case twice: among instances in this process, and among several processes. */
export function amongInstancesAndProcesses({
  title,
  needs = [],
  workers,
  methods,
  test,
}: SharedCase): CaseDefinition[] {
  return [
    {
      title,
      needs,
      async test(stage) {
        const drivers = await stage.instances(workers, methods);
        const instances = drivers.map((driver) => new Instance(driver));
        await test(instances, 1, stage);
      },
    },
    {
      title: `${title} (several processes)`,
      needs: ['processes', ...methods, ...needs],
      deadlineMs: 60_000,
      async test(stage) {
        await test(await stage.processes(workers), 5, stage);
      },
    },
  ];
}
