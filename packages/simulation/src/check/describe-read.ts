import type { Read } from '../record/record.ts';

/** Names a read so that it is found in the trace. */
export function describe({ session, kind, process, startedAt, isMarked }: Read): string {
  return `${session}: ${kind}${isMarked ? ' (marked)' : ''} of process ${process} at ${(startedAt / 1000).toFixed(3)} s`;
}
