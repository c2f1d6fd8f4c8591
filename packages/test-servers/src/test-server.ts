/** A server that a test owns. */
export interface TestServer {
  /** Where a client finds it, with the password where one was asked for: `redis://:secret@127.0.0.1:15001`. */
  readonly url: string;
  readonly port: number;
  /** The program and its version: `redis-server 7.0.15`. */
  readonly version: string;
  /** Stops it where it stands (SIGSTOP): connections stay open, nothing is answered. */
  pause(): void;
  /** Lets a paused server go on (SIGCONT). */
  resume(): void;
  /** Ends it at once (SIGKILL), also while it is paused. Resolves once it is gone. */
  kill(): Promise<void>;
  /**
   * Ends it and starts it again on the same port. Resolves once it answers. A server that was not asked to keep anything on
   * its disk is empty in any case.
   *
   * @param from what it has then: nothing, what is on its disk, or what was on its disk earlier. Default: 'empty'
   */
  restart(from?: 'empty' | 'disk' | Snapshot): Promise<void>;
  /** What is on its disk at this instant, as a backup of the disk has it. It is paused meanwhile, and goes with the server. */
  snapshot(): Promise<Snapshot>;
  /** Ends it and removes its folder. Also after `kill`, and more than once. */
  stop(): Promise<void>;
}

/** A copy of what a server had on its disk. */
export interface Snapshot {
  readonly folder: string;
}

/** Options of the servers that we start, for what is done to their disks. */
export interface DiskOptions {
  /** It keeps what it has on its disk too: for `restart('disk')` and `snapshot`. Default: false. */
  readonly onDisk?: boolean;
  /** Where the folder is made that it works in. Default: that of the system for temporary files. */
  readonly parentFolder?: string | undefined;
  /** The number of a user and of its group, as whom it runs: only the superuser may choose one. Default: ours. */
  readonly user?: number | undefined;
}

/** What tests run against, as text for people; or how to install what they lack. */
export type ServerSearch =
  | { readonly available: true; readonly against: string }
  | {
      readonly available: false;
      readonly install: string;
      /** Nothing that we do can install it, so that its tests are skipped in CI too. Default: false. */
      readonly mayBeMissing?: boolean;
    };
