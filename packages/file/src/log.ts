import { fstatSync, statSync, writeSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { hasCode } from './error-code.ts';
import type { Hold } from './hold.ts';
import { type PlacedLine, readLines } from './log-format.ts';
import { readPart, readPartSync } from './read-part.ts';

/**
 * What became of a line that was added. `counts`: it stands before anything that ends the log; `sealed` and `removed`: it
 * came too late; `void`: it was to count only at one place, and stands at another.
 */
export type Outcome = 'counts' | 'sealed' | 'removed' | 'void';

export interface Addition {
  readonly text: string;
  /** Tells the line from those that others add at the same time. */
  readonly nonce: string;
}

/**
 * One generation of a list, open for adding. Between two additions of this process others may have added: what they did
 * is looked at after each addition, never before, so that nothing can come between the look and the addition.
 */
export class Log {
  readonly path: string;
  readonly handle: FileHandle;
  /** Names the log in the names of its next generations; null: it has no head yet. */
  id: string | null = null;
  /** The newest request of somebody else to add nothing for a while. */
  hold: Hold | null = null;
  readonly #inode: bigint;
  /** In bytes: nothing that ends the log begins before this. */
  #known = 0;
  /** In bytes, at most `known`: a line or the line feed before it begins here. */
  #boundary = 0;

  constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.handle = handle;
    this.#inode = fstatSync(handle.fd, { bigint: true }).ino;
  }

  /** In bytes: nothing that ends the log begins before this. Right after content() it is where that ended, and a seal counts. */
  get known(): number {
    return this.#known;
  }

  get size(): number {
    return fstatSync(this.handle.fd).size;
  }

  /** In milliseconds since 1970. */
  get changedAt(): number {
    return fstatSync(this.handle.fd).mtimeMs;
  }

  /** Takes note that nothing ends the log before `size`, whose last bytes are `tail`. */
  know(size: number, tail: Buffer): void {
    this.#known = size;
    // What another process is writing at this moment shows in part: it is looked at again from the last line feed.
    const lineFeed = tail.lastIndexOf('\n');
    this.#boundary = lineFeed < 0 ? 0 : size - tail.length + lineFeed;
  }

  /** Adds a line by one write, which the operating system puts at the end of the file at that instant. */
  add({ text, nonce }: Addition): Outcome {
    const bytes = Buffer.from(text);
    const written = writeSync(this.handle.fd, bytes);
    if (written < bytes.length)
      throw new Error(`only ${written} of ${bytes.length} bytes could be written: is the disk full?`);
    const { size } = this;
    const end = size === this.#known + bytes.length ? size : this.#look(size, nonce);
    if (typeof end === 'string') return end;
    this.#known = this.#boundary = end;
    return 'counts';
  }

  /** Whether the path still leads to this file. */
  isCurrent(): boolean {
    try {
      return statSync(this.path, { bigint: true }).ino === this.#inode;
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return false;
      throw error;
    }
  }

  /** Whether something that was added after the last own line ends the log. */
  isEnded(): boolean {
    return [...this.#linesTo(this.size)].some(({ line }) => line.kind === 'sealed' || line.kind === 'removed');
  }

  /** Resolves after that many milliseconds, or once a next generation has taken the log's place. */
  async rest(milliseconds: number): Promise<void> {
    // Not by the time of day, which may be set while this waits.
    for (const until = performance.now() + milliseconds; performance.now() < until && this.isCurrent(); )
      await delay(2);
  }

  async content(): Promise<Buffer> {
    const content = await readPart(this.handle, 0, this.size);
    this.know(content.length, content);
    return content;
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  /** Where the own line ends, or what became of it. */
  #look(size: number, nonce: string): number | Outcome {
    for (const { line, end } of this.#linesTo(size)) {
      if (line.kind === 'hold') this.hold = line;
      if (line.kind === 'head') this.id ??= line.nonce;
      if ('nonce' in line && line.nonce === nonce) return end;
      if (line.kind === 'sealed' || line.kind === 'removed') return line.kind;
    }
    return 'void';
  }

  #linesTo(size: number): Generator<PlacedLine, void, undefined> {
    return readLines(readPartSync(this.handle.fd, this.#boundary, size), this.#boundary);
  }
}
