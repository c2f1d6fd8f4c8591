import { mintRevision, observeRevision } from '../../src/journal/revision.ts';
import { rewriteOf } from '../../src/journal/rewrite.ts';

export interface WritingProcess {
  readonly mintRevision: typeof mintRevision;
  readonly observeRevision: typeof observeRevision;
  readonly rewriteOf: typeof rewriteOf;
  /** In milliseconds: how far its clock is ahead. */
  readonly clockError: number;
}

/** What all copies of the package in a process share: the newest revision. */
const memory = globalThis as { [newest: symbol]: string | undefined };
const newest = Symbol.for('@agentstore/revision');

/** Another process: what is remembered while its functions run is its own. */
export function startProcess(clockError: number): WritingProcess {
  let own: string | undefined;
  const inProcess =
    <A extends unknown[], R>(work: (...values: A) => R) =>
    (...values: A): R => {
      const outside = memory[newest];
      memory[newest] = own;
      try {
        return work(...values);
      } finally {
        own = memory[newest];
        memory[newest] = outside;
      }
    };
  return {
    mintRevision: inProcess(mintRevision),
    observeRevision: inProcess(observeRevision),
    rewriteOf: inProcess(rewriteOf),
    clockError,
  };
}
