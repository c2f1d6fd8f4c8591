import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SessionIdentity } from '@agentstore/core';

const program = join(__dirname, 'writer.mjs');

export interface WriterOptions {
  readonly directory: string;
  readonly identity: SessionIdentity;
  readonly way: 'append' | 'rewrite';
  readonly writer?: string;
  /** Default: until it is killed. */
  readonly count?: number;
}

/** What was acknowledged, and when: in nanoseconds of the machine's clock, which all processes share. */
export interface Acknowledgement {
  readonly number: number;
  readonly begun: bigint;
  readonly ended: bigint;
}

/** A process that writes to one list. Rejects where it fails; a kill is no failure. */
export class WriterProcess {
  /** In order. */
  readonly acknowledged: Acknowledgement[] = [];
  readonly ended: Promise<void>;
  readonly firstAcknowledged: Promise<void>;
  readonly #process: ChildProcess;

  constructor({ directory, identity, way, writer = 'a', count }: WriterOptions) {
    if (!existsSync(join(__dirname, '../dist/index.js'))) throw new Error('build the packages first: npm run build');
    const numbers = count === undefined ? [] : [String(count)];
    const child = spawn(process.execPath, [program, way, writer, identity.key, ...numbers], {
      env: { ...process.env, AGENTSTORE_DIRECTORY: directory },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    let errors = '';
    child.stderr.on('data', (data) => {
      errors += data;
    });
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      const [number, begun = '', ended = ''] = line.split(' ');
      this.acknowledged.push({ number: Number(number), begun: BigInt(begun), ended: BigInt(ended) });
    });
    this.firstAcknowledged = new Promise((resolve) => lines.once('line', () => resolve()));
    this.ended = new Promise((resolve, reject) => {
      child.on('close', (code, signal) => {
        if (code === 0 || signal === 'SIGKILL') resolve();
        else reject(new Error(`the writer ended with code ${code}: ${errors}`));
      });
    });
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }
}
