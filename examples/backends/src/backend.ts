import type { MemoryDriver, NamedDriver } from '@agentstore/core';
import type { FileConfig } from '@agentstore/file';
import type { BackendName } from './backend-name.ts';

/** Where a program keeps what it stores: a driver, and what stands behind it. */
export type Backend = FileBackend | MemoryBackend | ServerBackend;

type FileSpec = { readonly driver: 'file' } & FileConfig;

export interface FileBackend extends Opened<FileSpec> {
  readonly name: 'file';
  readonly directory: string;
  breakable(place: string): Promise<Breakable<FileSpec>>;
}

/** What it keeps is this process's alone, so that a config cannot name it: the driver itself. */
export interface MemoryBackend extends Opened<MemoryDriver> {
  readonly name: 'memory';
}

export interface ServerBackend extends Opened<NamedDriver> {
  readonly name: Exclude<BackendName, 'file' | 'memory'>;
  /** The server where it was started for this run; null where it was given: not ours to stop. */
  readonly process: ServerProcess | null;
}

/** What a program may do to a server of its own. */
export interface ServerProcess {
  /** SIGSTOP: it hangs. */
  pause(): void;
  /** SIGCONT: it goes on. */
  resume(): void;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again, empty, on the same port. */
  restart(): Promise<void>;
}

interface Opened<Spec> {
  /** Where it is, for people, without a password: `redis-server 7.0.15 on port 15001, started for this run`. */
  readonly where: string;
  /** Whether the next run finds what this one stores: in a directory that was named, or on a server that was given. */
  readonly keeps: boolean;
  /**
   * The driver, as a config names it: plain JSON, which other processes may be told. It is imported and set up.
   *
   * @param place a directory, key prefix, collection or table of that name, in which nothing of other places is. Default:
   *   that of the program
   */
  spec(place?: string): Promise<Spec>;
  /** A place, reached so that the way can be cut. Null: a server that was given, to which no way of ours can lead. */
  breakable(place: string): Promise<Breakable<Spec> | null>;
  /** Ends what was started, and removes a directory that was made for this run. Drivers are to be closed before. */
  stop(): Promise<void>;
}

export interface Breakable<Spec> {
  readonly spec: Spec;
  /** From now on every operation fails. Resolves with what was done, for people. @param id what they know the driver by */
  cut(id: string): Promise<string>;
  /** Makes it work again, with what was stored in it before. */
  restore(): Promise<void>;
  /** Frees the way to the place. A directory is removed. */
  end(): Promise<void>;
}
