import {
  ConfigError,
  checkDriverOptions,
  DriverError,
  type DriverOperation,
  type IdentityFilter,
  type Item,
  inTurn,
  keepRefusal,
  type SessionIdentity,
  StorageDriver,
  withDeadline,
} from '@agentstore/core';
import { appendToLog } from './append.ts';
import type { FileConfig } from './config.ts';
import { fileFailure } from './failure.ts';
import { FileLists } from './file-lists.ts';
import { listIdentities } from './list.ts';
import { readItems } from './read.ts';
import { readLastItems } from './read-tail.ts';
import { removeLogOf } from './remove.ts';
import { updateLog } from './update.ts';

/**
 * Keeps each list as JSON lines in a file of its own, below one local directory that any number of processes share. An
 * append is one line; a change of the whole list is a new file that takes the place of the old one. Not for network file
 * systems: these do not append atomically.
 */
export class FileDriver extends StorageDriver {
  readonly name = 'file';
  readonly #lists: FileLists;
  readonly #timeoutMs: number | undefined;
  #isClosed = false;

  constructor(config: FileConfig) {
    super();
    checkDriverOptions(this.name, config);
    if (typeof config.directory !== 'string' || config.directory === '') {
      throw new ConfigError("file: directory must say where the files lie: { driver: 'file', directory: './memory' }");
    }
    this.#lists = new FileLists(config);
    this.#timeoutMs = config.timeoutMs;
  }

  async read(identity: SessionIdentity): Promise<Item[] | null> {
    return this.#run('read', identity, () => readItems(this.#lists, identity));
  }

  async write(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    await this.#inTurn('write', identity, () => updateLog(this.#lists, identity, () => [...items]));
  }

  async remove(identity: SessionIdentity): Promise<void> {
    return this.#inTurn('remove', identity, () => removeLogOf(this.#lists, identity));
  }

  override async append(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    if (items.length === 0) return;
    return this.#inTurn('append', identity, () => appendToLog(this.#lists, identity, items));
  }

  override async update(
    identity: SessionIdentity,
    change: (items: Item[] | null) => Item[] | null,
  ): Promise<Item[] | null> {
    return keepRefusal(change, (attempt) =>
      this.#inTurn('update', identity, () => updateLog(this.#lists, identity, attempt)),
    );
  }

  override async readLast(identity: SessionIdentity, count: number): Promise<Item[] | null> {
    return this.#run('readLast', identity, () => readLastItems(this.#lists, identity, count));
  }

  override async *list(filter?: IdentityFilter): AsyncGenerator<SessionIdentity> {
    const identities = listIdentities(this.#lists, filter);
    try {
      for (;;) {
        const next = await this.#run('list', null, () => identities.next());
        if (next.done) return;
        yield next.value;
      }
    } finally {
      // Not waited for: where the file system hangs, this hangs as well.
      identities.return(undefined).catch(() => {});
    }
  }

  /** Makes the directory. */
  override async setup(): Promise<void> {
    await this.#run('setup', null, () => this.#lists.folder.root());
  }

  override async close(): Promise<void> {
    this.#isClosed = true;
    await this.#lists.logs.close();
  }

  /** What changes a list takes its turn in this process; other processes are met in the log itself. */
  #inTurn<T>(operation: DriverOperation, identity: SessionIdentity, work: () => Promise<T>): Promise<T> {
    return inTurn(this, identity.key, () => this.#run(operation, identity, work));
  }

  async #run<T>(operation: DriverOperation, identity: SessionIdentity | null, work: () => Promise<T>): Promise<T> {
    const details = { driver: this.name, operation, ...(identity && { identity: identity.key }) };
    if (this.#isClosed) throw new DriverError({ ...details, code: 'closed', reason: 'make a new driver' });
    try {
      return await (this.#timeoutMs === undefined ? work() : withDeadline(work(), this.#timeoutMs, details));
    } catch (cause) {
      throw fileFailure(details, cause);
    }
  }
}
