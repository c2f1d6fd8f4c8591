import type { NamedDriver } from '@agentstore/core';
import type { AwsServer, TestServer } from '@agentstore/test-servers';

/** What one kind of server has of its own. */
export interface ServerKind {
  /** Of the environment, which names a server: `REDIS_URL`. */
  readonly variable: string;
  /** Starts one on this machine. Rejects with what to install. */
  start(): Promise<TestServer | AwsServer>;
  /** What a server of our own needs once, before its driver. Default: nothing. */
  prepare?(server: ServerAddress): Promise<void>;
  /** Whether one place's setup is that of all places. Default: each place has its own. */
  readonly isSetUpOnce?: boolean;
  /** The driver as a config names it. @param place letters, digits and `-`: nothing of other places is in it */
  spec(server: ServerAddress, place: string): NamedDriver;
}

export interface ServerAddress {
  /** With what it needs for a login, but for AWS' protocols, which take that from the environment. */
  readonly url: string;
  /** Of AWS' protocols. */
  readonly region: string;
}
