import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SessionIdentity } from '@agentstore/core';
import type { ObservedTable } from './observed-table.ts';

const program = join(__dirname, 'writer.mjs');

export interface WriterOptions {
  readonly dynamo: ObservedTable;
  readonly identity: SessionIdentity;
  readonly way: 'append' | 'rewrite';
  /** Default: 'a'. */
  readonly writer?: string;
  /** Default: until it is killed. */
  readonly count?: number;
  /** A proxy's. Default: the server's. */
  readonly port?: number;
}

/** A process of the built packages that writes to one list. `ended` rejects where it fails; a kill is no failure. */
export class WriterProcess {
  /** In order. */
  readonly acknowledged: number[] = [];
  readonly ended: Promise<void>;
  readonly firstAcknowledged: Promise<void>;
  readonly #process: ChildProcess;

  constructor({ dynamo, identity, way, writer = 'a', count, port }: WriterOptions) {
    if (!existsSync(join(__dirname, '../dist/index.js'))) throw new Error('build the packages first: npm run build');
    const place = [dynamo.endpoint(port), dynamo.server.region, dynamo.table];
    const numbers = count === undefined ? [] : [String(count)];
    const child = spawn(process.execPath, [program, way, ...place, identity.key, writer, ...numbers], {
      env: { ...process.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    let errors = '';
    child.stderr.on('data', (data) => {
      errors += data;
    });
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => this.acknowledged.push(Number(line)));
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
