import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { DriverSpec } from '@agentstore/core';

/** A process of the application, and the requests of its users. */
export class ServerProcess {
  readonly #process: ChildProcess;
  readonly #url: string;

  private constructor(child: ChildProcess, url: string) {
    this.#process = child;
    this.#url = url;
  }

  /** Starts the built server.ts; resolves when it listens. */
  static async start(program: string, settings: { readonly driver: DriverSpec; readonly modelUrl: string }) {
    const env = { ...process.env, AGENTSTORE_DRIVER: JSON.stringify(settings.driver), MODEL_URL: settings.modelUrl };
    const child = fork(program, { env, execArgv: [] });
    const failed = once(child, 'exit').then(([code]) =>
      Promise.reject(new Error(`the server ended with code ${code}`)),
    );
    const [url] = await Promise.race([once(child, 'message'), failed]);
    failed.catch(() => {});
    return new ServerProcess(child, url);
  }

  /** `user`: whose session's cookie is sent; null: none. */
  ask(user: string | null, chat: string, turn: string, content: string): Promise<Response> {
    return this.#fetch(user, chat, { method: 'POST', body: JSON.stringify({ turn, content }) });
  }

  read(user: string | null, chat: string): Promise<Response> {
    return this.#fetch(user, chat, {});
  }

  /** As a machine does that fails: it runs nothing of its own any more. */
  async kill(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }

  /** Lets it close its store and end. */
  async stop(): Promise<void> {
    if (!this.#process.connected) return;
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }

  #fetch(user: string | null, chat: string, options: RequestInit): Promise<Response> {
    const headers = { cookie: user === null ? '' : `session=session-of-${user}` };
    return fetch(`${this.#url}?chat=${encodeURIComponent(chat)}`, { ...options, headers });
  }
}
