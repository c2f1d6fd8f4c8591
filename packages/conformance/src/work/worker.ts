import type { SessionIdentity, StorageDriver } from '@agentstore/core';
import { type Work, type WorkInput, type WorkName, type WorkOutput, works } from './works.ts';

/** Whoever works on a list at the same time as others. */
export interface Worker {
  run<N extends WorkName>(
    name: N,
    identity: SessionIdentity,
    input: WorkInput<N>,
    progress?: (acknowledged: number) => void,
  ): Promise<WorkOutput<N>>;
}

/** An instance of the driver in this process. */
export class Instance implements Worker {
  readonly #driver: StorageDriver;

  constructor(driver: StorageDriver) {
    this.#driver = driver;
  }

  async run<N extends WorkName>(
    name: N,
    identity: SessionIdentity,
    input: WorkInput<N>,
    progress: (acknowledged: number) => void = () => {},
  ): Promise<WorkOutput<N>> {
    const work: Work = works[name];
    return (await work(this.#driver, identity, input as never, progress)) as WorkOutput<N>;
  }
}
