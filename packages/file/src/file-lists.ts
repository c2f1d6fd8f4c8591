import type { SessionIdentity } from '@agentstore/core';
import type { FileConfig } from './config.ts';
import { Folder } from './folder.ts';
import { KeptLogs } from './kept-logs.ts';
import { logPath } from './layout.ts';

/** What the operations on lists share: where these lie, which are open, and when they expire. */
export class FileLists {
  readonly folder: Folder;
  readonly logs: KeptLogs;
  /** In milliseconds; Infinity: never. */
  readonly ttlMs: number;

  constructor({ directory, fsync = true, ttlSeconds = Number.POSITIVE_INFINITY }: FileConfig) {
    this.folder = new Folder(directory, fsync);
    this.logs = new KeptLogs(this.folder);
    this.ttlMs = ttlSeconds * 1000;
  }

  /** Whether it matters when a log was written: to ask costs as much as to write. */
  get mayExpire(): boolean {
    return this.ttlMs < Number.POSITIVE_INFINITY;
  }

  async path(identity: SessionIdentity): Promise<string> {
    return logPath(await this.folder.root(), identity);
  }
}
