import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Task } from './region.ts';

/** Beside this file once both are built. */
const program = fileURLToPath(new URL('./region.js', import.meta.url));

/** A region, which tells on the screen what it did and what its chain told. */
export class RegionProcess {
  readonly #name: string;
  readonly #process: ChildProcess;
  readonly #exit: Promise<unknown>;
  /** What its chain told since it was asked last. */
  #told: string[] = [];

  /** @param env where its Redis and the bucket are */
  constructor(name: string, env: NodeJS.ProcessEnv) {
    this.#name = name;
    this.#process = fork(program, { env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
    this.#exit = once(this.#process, 'exit');
    const { stderr } = this.#process;
    if (stderr) createInterface(stderr).on('line', (line) => this.#told.push(line));
  }

  async does(task: Task): Promise<void> {
    const answer = new Promise((resolve) => this.#process.once('message', resolve));
    this.#process.send(task);
    const text = await Promise.race([answer, this.#exit.then(() => Promise.reject(this.#ended()))]);
    console.log(`  ${this.#name} ${text}`);
    for (const line of new Set(this.#told)) console.log(`     ${line}`);
    this.#told = [];
  }

  async stop(): Promise<void> {
    if (this.#process.connected) this.#process.disconnect();
    await this.#exit;
  }

  #ended(): Error {
    return new Error(`the region ${this.#name} ended: ${this.#told.join(' ')}`);
  }
}
