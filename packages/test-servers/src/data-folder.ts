import { execFile } from 'node:child_process';
import { chownSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Snapshot } from './test-server.ts';

const run = promisify(execFile);

/** The folder that a server works in, and the copies that were made of it. */
export class DataFolder {
  readonly path: string;
  readonly #parent: string;
  readonly #user: number | undefined;
  #copies = 0;

  /** @param parent in which nobody else makes anything */
  constructor(parent: string, user: number | undefined) {
    this.#parent = parent;
    this.path = join(parent, 'data');
    this.#user = user;
  }

  async fill(from: 'empty' | 'disk' | Snapshot): Promise<void> {
    if (from === 'disk') return;
    rmSync(this.path, { recursive: true, force: true });
    if (from === 'empty') mkdirSync(this.path);
    else await copyFolder(from.folder, this.path);
  }

  /** Makes all of it the property of the user as whom the server runs. */
  async handOver(): Promise<void> {
    if (this.#user === undefined) return;
    chownSync(this.#parent, this.#user, this.#user);
    await run('chown', ['-R', `${this.#user}:${this.#user}`, this.path]);
  }

  async copy(): Promise<Snapshot> {
    this.#copies += 1;
    const folder = join(this.#parent, `snapshot-${this.#copies}`);
    await copyFolder(this.path, folder);
    return { folder };
  }
}

/** With the extended attributes, in which some servers keep a part of what they know; Node.js leaves them out. */
async function copyFolder(from: string, to: string): Promise<void> {
  await run('cp', ['-a', from, to]);
}
