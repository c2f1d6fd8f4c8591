import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Report } from './continue-conversation.ts';
import type { WriterJob, WriterReport } from './writer.ts';

/** Beside this file once both are built. */
const program = fileURLToPath(new URL('./writer.js', import.meta.url));

/**
 * Starts a process that does the job, and resolves when it has ended: by itself, or killed. What it told before its end is
 * heard to the last report. Rejects if it failed.
 */
export async function runWriter(job: WriterJob, hear: (report: Report, writer: ChildProcess) => void): Promise<void> {
  const writer = fork(program);
  let failure: string | null = null;
  writer.on('message', (report: WriterReport) => {
    if ('failed' in report) failure = report.failed;
    else hear(report, writer);
  });
  const heardAll = once(writer, 'disconnect');
  const ended = once(writer, 'exit');
  writer.send(job);
  await heardAll;
  const [code, signal] = await ended;
  if (failure === null && code !== 0 && signal !== 'SIGKILL') failure = `it ended with ${signal ?? `code ${code}`}`;
  if (failure !== null) throw new Error(`the writing process failed: ${failure}`);
}

/** Kills the process at a random instant within the next milliseconds: it runs nothing of its own any more. */
export function killWithin(writer: ChildProcess, mostMs: number): number {
  const afterMs = Math.random() * mostMs;
  const since = performance.now();
  // An add takes less than the millisecond that a timer could wait.
  while (performance.now() - since < afterMs);
  writer.kill('SIGKILL');
  return afterMs;
}
