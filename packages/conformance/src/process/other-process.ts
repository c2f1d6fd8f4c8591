import type { ChildProcess } from 'node:child_process';
import type { SessionIdentity } from '@agentstore/core';
import type { Worker } from '../work/worker.ts';
import type { WorkInput, WorkName, WorkOutput } from '../work/works.ts';
import type { Question, Reply, Request } from './messages.ts';

interface Waiting {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly progress: (acknowledged: number) => void;
}

/** Another process that works with a driver of its own on the same backend. */
export class OtherProcess implements Worker {
  readonly isReady: Promise<void>;
  readonly hasEnded: Promise<void>;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number | 'ready', Waiting>();
  #questions = 0;

  constructor(child: ChildProcess) {
    this.#child = child;
    this.isReady = this.#answer('ready') as Promise<void>;
    this.hasEnded = new Promise((resolve) => {
      const end = (why: string) => {
        for (const { reject } of this.#waiting.values()) reject(new Error(`the other process ${why}`));
        this.#waiting.clear();
        resolve();
      };
      child.on('message', (reply: Reply) => this.#receive(reply));
      child.on('exit', (code, signal) => end(`ended (${signal ?? `exit code ${code}`})`));
      child.on('error', (error) => end(`could not be started: ${error.message}`));
    });
    // A process that dies while nobody waits for it has failed nothing.
    this.isReady.catch(() => {});
  }

  async run<N extends WorkName>(
    name: N,
    { key }: SessionIdentity,
    input: WorkInput<N>,
    progress?: (acknowledged: number) => void,
  ): Promise<WorkOutput<N>> {
    return (await this.#ask({ do: 'work', name, key, input }, progress)) as WorkOutput<N>;
  }

  async skewClock(byMs: number): Promise<void> {
    await this.#ask({ do: 'skewClock', byMs });
  }

  /** Closes the driver there, and hangs up: the process should end by itself. */
  async close(): Promise<void> {
    await this.#ask({ do: 'close' });
  }

  /** Ends the process where it stands. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.hasEnded;
  }

  #ask(question: Question, progress?: (acknowledged: number) => void): Promise<unknown> {
    const id = ++this.#questions;
    const answer = this.#answer(id, progress);
    const request: Request = { ...question, id };
    this.#child.send(request, (error) => {
      if (error) this.#receive({ id, error: error.message });
    });
    return answer;
  }

  #answer(id: number | 'ready', progress: (acknowledged: number) => void = () => {}): Promise<unknown> {
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject, progress }));
  }

  #receive(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    if ('progress' in reply) {
      waiting?.progress(reply.progress);
      return;
    }
    this.#waiting.delete(reply.id);
    if ('error' in reply) waiting?.reject(new Error(`in the other process: ${reply.error}`));
    else waiting?.resolve('output' in reply ? reply.output : undefined);
  }
}
