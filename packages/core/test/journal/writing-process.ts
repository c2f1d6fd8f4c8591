type Rewriting = typeof import('../../src/journal/rewrite.ts');
type Revising = typeof import('../../src/journal/revision.ts');

/** What a process has for itself: its clock, and the newest revision that it made or saw. */
export interface WritingProcess
  extends Pick<Rewriting, 'rewriteOf'>,
    Pick<Revising, 'mintRevision' | 'observeRevision'> {
  /** How far its clock is off, in milliseconds. */
  readonly clockError: number;
}

/** Another process: its own copy of the modules that remember something. */
export function startProcess(clockError: number): WritingProcess {
  let started: WritingProcess | undefined;
  jest.isolateModules(() => {
    const { rewriteOf } = require('../../src/journal/rewrite.ts') as Rewriting;
    const { mintRevision, observeRevision } = require('../../src/journal/revision.ts') as Revising;
    started = { rewriteOf, mintRevision, observeRevision, clockError };
  });
  if (!started) throw new Error('isolateModules runs its argument at once');
  return started;
}
