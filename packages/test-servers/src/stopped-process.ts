import { readFileSync } from 'node:fs';

const waiting = new Int32Array(new SharedArrayBuffer(4));

/**
 * Blocks until a process that was sent SIGSTOP has stopped: the signal was sent, not yet obeyed, and on a busy machine a
 * server of many threads answers some more requests. Known on Linux alone; elsewhere it returns at once.
 */
export function waitUntilStopped(pid: number): void {
  while (stateOf(pid) === 'running') Atomics.wait(waiting, 0, 0, 1);
}

/** What follows the program's name, which may hold anything. */
function stateOf(pid: number): 'running' | 'stopped' | 'unknown' {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return /^[TZX]$/.test(stat.charAt(stat.lastIndexOf(')') + 2)) ? 'stopped' : 'running';
  } catch {
    return 'unknown';
  }
}
