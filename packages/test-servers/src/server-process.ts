import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFolder } from './data-folder.ts';
import { freePort } from './free-port.ts';
import { Guardian } from './guardian.ts';
import { listensOn } from './listening-process.ts';
import { waitUntilStopped } from './stopped-process.ts';
import type { Snapshot, TestServer } from './test-server.ts';
import { waitUntil } from './wait-until.ts';

const PORTS_TO_TRY = 20;

/** How a server's program is started, and asked whether it answers. */
export interface ServerProgram {
  /** The program and its version, for people. */
  readonly version: string;
  readonly path: string;
  /** Added to our own environment. Default: nothing. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Where its folder is made. Default: that of the system for temporary files. */
  readonly parentFolder?: string | undefined;
  /** The number of a user and of its group, as whom it runs: only the superuser may choose one. Default: ours. */
  readonly user?: number | undefined;
  /** @param folder where it may write a configuration; the server works in it, and `stop` removes it */
  arguments(port: number, folder: string): readonly string[];
  url(port: number): string;
  /**
   * Asks it once; false, or a promise that takes no longer than a second or so, while it does not answer. Where the
   * protocol tells it, check that `pid` is what answered: another process may have taken the port first, which we know
   * by ourselves on Linux alone.
   */
  isReady(port: number, pid: number): Promise<boolean>;
}

/** Starts a server on a loopback port and in a temporary folder of its own. Resolves once it answers. */
export async function startServer(program: ServerProgram): Promise<TestServer> {
  for (let attempt = 1; ; attempt++) {
    const server = new ServerProcess(program, await freePort());
    try {
      await server.start();
      return server;
    } catch (error) {
      await server.stop();
      if (!(error instanceof PortTakenError) || attempt === PORTS_TO_TRY) throw error;
    }
  }
}

class PortTakenError extends Error {}

class ServerProcess implements TestServer {
  readonly port: number;
  readonly url: string;
  readonly version: string;
  readonly #program: ServerProgram;
  readonly #guardian: Guardian;
  readonly #data: DataFolder;
  #process: ChildProcess | null = null;

  constructor(program: ServerProgram, port: number) {
    this.#program = program;
    this.#guardian = new Guardian(program.parentFolder ?? tmpdir());
    this.#data = new DataFolder(this.#guardian.folder, program.user);
    this.port = port;
    this.url = program.url(port);
    this.version = program.version;
  }

  async start(from: 'empty' | 'disk' | Snapshot = 'empty'): Promise<void> {
    const { user } = this.#program;
    await this.#data.fill(from);
    const programArguments = this.#program.arguments(this.port, this.#data.path);
    await this.#data.handOver();
    // A file, not a pipe: nobody reads a pipe while the test is busy.
    const output = openSync(this.#outputFile, 'w');
    const child = spawn(this.#program.path, programArguments, {
      cwd: this.#data.path,
      env: { ...process.env, ...this.#program.environment },
      stdio: ['ignore', output, output],
      ...(user !== undefined && { uid: user, gid: user }),
    });
    closeSync(output);
    if (child.pid === undefined) throw (await once(child, 'error'))[0];
    this.#guardian.guard(child.pid);
    this.#process = child;
    child.once('exit', () => {
      this.#guardian.forget();
      this.#process = null;
    });
    await this.#untilItAnswers(child.pid);
    // A test that forgets to stop it does not hang for it: its guardian sees to it.
    child.unref();
  }

  pause(): void {
    const { pid } = this.#running;
    this.#running.kill('SIGSTOP');
    if (pid !== undefined) waitUntilStopped(pid);
  }

  resume(): void {
    this.#running.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    const child = this.#process;
    if (child === null) return;
    child.ref();
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }

  async restart(from: 'empty' | 'disk' | Snapshot = 'empty'): Promise<void> {
    await this.kill();
    await this.start(from);
  }

  async snapshot(): Promise<Snapshot> {
    this.pause();
    try {
      return await this.#data.copy();
    } finally {
      this.resume();
    }
  }

  async stop(): Promise<void> {
    await this.kill();
    await this.#guardian.dismiss();
  }

  get #running(): ChildProcess {
    if (this.#process === null) throw new Error(`${this.version} on port ${this.port} does not run`);
    return this.#process;
  }

  get #outputFile(): string {
    return join(this.#guardian.folder, 'output');
  }

  async #untilItAnswers(pid: number): Promise<void> {
    const isReady = async () => {
      if (this.#process === null) throw new Error('it ended');
      return (await listensOn(pid, this.port)) && this.#program.isReady(this.port, pid);
    };
    await waitUntil('it answers', isReady).catch((cause) => {
      const output = readFileSync(this.#outputFile, 'utf8');
      const isPortTaken = this.#process === null && /address already in use|EADDRINUSE/i.test(output);
      throw new (isPortTaken ? PortTakenError : Error)(`${this.version} does not start: ${output}`, { cause });
    });
  }
}
