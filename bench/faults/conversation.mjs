import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const writers = ['a', 'b'];

/**
 * @typedef {object} Call
 * @property {string} call add, save or read
 * @property {string} of whose
 * @property {number} begun by the clock of all processes
 * @property {number} tookMs
 * @property {string | null} error what it said where it failed
 */

/** Two processes that write and one that reads, in one session. What they tell is kept here. */
export class Conversation {
  /** Messages, by their texts. @type {Set<string>} */
  sent = new Set();
  /** When each was acknowledged, in that order. @type {Map<string, number>} */
  acknowledged = new Map();
  /** @type {Call[]} */
  calls = [];
  /** From a message to its acknowledgement, its failed attempts included: in milliseconds. */
  longestWaitMs = 0;
  /** @type {{ begun: number, read: ReturnType<typeof import('./contents.mjs').contentsOf>, isMarked: boolean }[]} */
  reads = [];
  /** What the reader found when all was over; null: nothing. @type {string[] | null} */
  lastRead = null;
  #processes;

  /**
   * @param {object} session
   * @param {object} config of the chain
   * @param {{ user?: number, environment?: NodeJS.ProcessEnv, clock?: NodeJS.ProcessEnv }} options `clock`: that of the
   *   second writer
   */
  static async start(session, config, { user, environment, clock } = {}) {
    const conversation = new Conversation();
    const run = (file, name, own) => {
      const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
        env: { ...process.env, NODE_NO_WARNINGS: '1', ...environment, ...own },
        // Where the repository is, nobody else may look.
        cwd: '/',
        ...(user !== undefined && { uid: user, gid: user }),
      });
      child.on('message', (message) => conversation.#note(name, message));
      child.send({ name, session, config });
      return child;
    };
    conversation.#processes = [
      run('writer.mjs', writers[0], {}),
      run('writer.mjs', writers[1], clock ?? {}),
      run('reader.mjs', 'reader', {}),
    ];
    try {
      await conversation.#whenAll('ready');
    } catch (error) {
      conversation.kill();
      throw error;
    }
    return conversation;
  }

  begin() {
    this.#tell(this.#processes, 'begin');
  }

  /** Resolves once what each writer sent last is acknowledged. */
  async stopWriting() {
    const writing = this.#processes.slice(0, writers.length);
    this.#tell(writing, 'stop');
    await this.#whenAll('done', writing);
  }

  /** Resolves once the reader has read a last time. */
  async stopReading() {
    const [reader] = this.#processes.slice(writers.length);
    this.#tell([reader], 'stop');
    await this.#whenAll('done', [reader]);
  }

  /** Ends all processes, as programs end. */
  async end() {
    const ended = this.#processes.map((child) => once(child, 'exit'));
    this.#tell(this.#processes, 'end');
    await Promise.all(ended);
  }

  kill() {
    for (const child of this.#processes) child.kill('SIGKILL');
  }

  /** What had been acknowledged at a moment. @returns {string[]} */
  acknowledgedBefore(moment) {
    return [...this.acknowledged].filter(([, at]) => at < moment).map(([message]) => message);
  }

  #tell(processes, message) {
    for (const child of processes) child.send(message);
  }

  /** Rejects where one of them ends instead. */
  async #whenAll(word, processes = this.#processes) {
    await Promise.all(
      processes.map(
        (child) =>
          new Promise((resolve, reject) => {
            const listen = (message) => {
              if (message !== word) return;
              child.off('message', listen);
              child.off('exit', fail);
              resolve();
            };
            const fail = (code, signal) => reject(new Error(`a process ended with ${signal ?? code}`));
            child.on('message', listen);
            child.once('exit', fail);
          }),
      ),
    );
  }

  #note(of, message) {
    if ('sent' in Object(message)) this.sent.add(`${of}-${message.sent}`);
    else if ('last' in Object(message)) this.lastRead = message.last;
    else if ('acknowledged' in Object(message)) {
      this.acknowledged.set(`${of}-${message.acknowledged}`, message.at);
      this.longestWaitMs = Math.max(this.longestWaitMs, message.at - message.begun);
    } else if ('call' in Object(message)) {
      const { call, begun, tookMs, error } = message;
      this.calls.push({ of, call, begun, tookMs, error });
      if (message.read) this.reads.push({ begun, read: message.read, isMarked: message.isMarked });
    }
  }
}
