import type { Folder } from './folder.ts';
import type { Log } from './log.ts';
import { openLog } from './open-log.ts';

/** Enough for the sessions that are busy, few enough for any limit on open files. */
const mostKept = 64;

/** Logs kept open between operations. Who uses one has it alone; it is kept only while nothing is known to end it. */
export class KeptLogs {
  readonly #folder: Folder;
  /** By path, the longest unused first. */
  readonly #kept = new Map<string, Log>();
  #isClosed = false;

  constructor(folder: Folder) {
    this.#folder = folder;
  }

  /** Keeps the log for the next use if `work` says so, and closes it otherwise. */
  async use<T>(path: string, key: string, work: (log: Log) => Promise<{ keep: boolean; result: T }>): Promise<T> {
    const kept = this.#kept.get(path);
    // Taken before anything is waited for: what another operation keeps meanwhile is its own.
    this.#kept.delete(path);
    const log = kept ?? (await openLog(this.#folder, path, key));
    let isKept = false;
    try {
      const { keep, result } = await work(log);
      isKept = keep;
      return result;
    } finally {
      if (isKept) await this.#keep(path, log);
      else await log.close();
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const logs = [...this.#kept.values()];
    this.#kept.clear();
    for (const log of logs) await log.close();
  }

  async #keep(path: string, log: Log): Promise<void> {
    // An operation outlived its deadline, or the driver.
    if (this.#isClosed || this.#kept.has(path)) return log.close();
    this.#kept.set(path, log);
    if (this.#kept.size <= mostKept) return;
    for (const [oldest, unused] of this.#kept) {
      this.#kept.delete(oldest);
      return unused.close();
    }
  }
}
