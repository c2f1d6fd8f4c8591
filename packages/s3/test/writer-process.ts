import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SessionIdentity } from '@agentstore/core';
import type { ObservedServer } from './observed-server.ts';

export interface WriterWork {
  readonly writer: string;
  readonly count: number;
  /** By what it adds each item. */
  readonly way: 'append' | 'rewrite';
}

/** A process of the built packages that adds items to a list, `{ writer, number }`, one after another. */
export class WriterProcess {
  /** How many items it knows to be stored. */
  acknowledged = 0;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #errors = '';

  constructor({ server, bucket }: ObservedServer, { key }: SessionIdentity, { writer, count, way }: WriterWork) {
    const program = join(__dirname, 'writer.mjs');
    this.#child = spawn(process.execPath, [program, server.url, bucket, key, writer, String(count), way], {
      env: { ...process.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.on('data', (lines: Buffer) => {
      this.acknowledged += String(lines).split('\n').length - 1;
    });
    this.#child.stderr?.on('data', (text: Buffer) => {
      this.#errors += String(text);
    });
    this.#ended = once(this.#child, 'close');
  }

  /** Resolves once it has added all of them. */
  async done(): Promise<void> {
    await this.#ended;
    if (this.#child.exitCode !== 0) throw new Error(`the writer failed: ${this.#errors}`);
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}
