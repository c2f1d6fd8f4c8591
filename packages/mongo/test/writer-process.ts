import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SessionIdentity } from '@agentstore/core';

const program = join(__dirname, 'writer.mjs');

export interface WriterOptions {
  readonly url: string;
  readonly identity: SessionIdentity;
  readonly way: 'append' | 'rewrite';
  /** Whether some items are so big that an entry has parts. */
  readonly isBig: boolean;
}

/** A process that writes to one list until it is killed. Rejects where it fails; a kill is no failure. */
export class WriterProcess {
  /** Numbers of items, in order. */
  readonly acknowledged: number[] = [];
  readonly ended: Promise<void>;
  readonly firstAcknowledged: Promise<void>;
  readonly #process: ChildProcess;

  constructor({ url, identity, way, isBig }: WriterOptions) {
    if (!existsSync(join(__dirname, '../dist/index.js'))) throw new Error('build the packages first: npm run build');
    const child = spawn(process.execPath, [program, url, identity.key, way, 'a'], {
      env: { ...process.env, AGENTSTORE_BIG: isBig ? '1' : '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    let errors = '';
    child.stderr.on('data', (data) => {
      errors += data;
    });
    const lines = createInterface({ input: child.stdout });
    this.firstAcknowledged = new Promise((resolve) => {
      lines.on('line', (line) => {
        this.acknowledged.push(Number(line));
        resolve();
      });
    });
    this.ended = new Promise((resolve, reject) => {
      child.on('close', (code) => {
        if (code) reject(new Error(`the writer failed: ${errors}`));
        else resolve();
      });
    });
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }
}
