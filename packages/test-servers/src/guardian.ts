import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';

// Its input ends when our process ends, however it ends. The last line that it read is the process to kill, if any. What is
// mounted in the folder is unmounted, or it would stay.
const SCRIPT = `
  while read -r line; do server=$line; done
  [ -z "$server" ] || kill -9 "$server"
  for mounted in "$1"/*; do mountpoint -q "$mounted" && umount --lazy "$mounted"; done 2>/dev/null
  rm -rf -- "$1"
`;

/**
 * Owns a temporary folder, and kills the process that works in it when ours ends, also by a crash or by SIGKILL. It is a
 * process of its own.
 */
export class Guardian {
  readonly folder: string;
  readonly #process: ChildProcess;
  readonly #input: Socket;

  /** @param parent where the folder is made */
  constructor(parent: string) {
    this.folder = mkdtempSync(join(parent, 'agentstore-server-'));
    // Detached: what a terminal or a test runner sends to our process group must not reach it.
    this.#process = spawn('/bin/sh', ['-c', SCRIPT, 'guardian', this.folder], {
      stdio: ['pipe', 'ignore', 'ignore'],
      // For `rm`, whatever our own PATH is.
      env: { PATH: '/usr/bin:/bin' },
      detached: true,
    });
    this.#input = this.#process.stdin as Socket;
    // A test that forgets to stop its server does not hang for it.
    this.#process.unref();
    this.#input.unref();
  }

  guard(pid: number): void {
    this.#input.write(`${pid}\n`);
  }

  /** Its process is gone: the number may be another one's now. */
  forget(): void {
    if (this.#input.writable) this.#input.write('\n');
  }

  /** Kills the process, if it guards one, and removes the folder. */
  async dismiss(): Promise<void> {
    const { exitCode, signalCode } = this.#process;
    if (exitCode !== null || signalCode !== null || !this.#input.writable) return;
    this.#process.ref();
    const exit = once(this.#process, 'exit');
    this.#input.end();
    await exit;
  }
}
