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
  /** Ends it and starts it again on the same port, empty. Resolves once it answers. */
  restart(): Promise<void>;
  /** Ends it and removes its folder. Also after `kill`, and more than once. */
  stop(): Promise<void>;
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
