import { startServer } from '../server-process.ts';
import type { DiskOptions, TestServer } from '../test-server.ts';
import { wantsOwn } from '../wants-own.ts';
import { givenMongo } from './given-mongo.ts';
import { anyMongoProgram, type MongoKind, mongoProgram } from './mongo-kinds.ts';
import { mongoVersion } from './mongo-version.ts';

/** `jongodb` keeps nothing on its disk, whatever is asked for. */
export interface MongoOptions extends DiskOptions {
  /** Which program. Default: the first of `mongoKinds` that can be had. */
  readonly kind?: MongoKind;
  /** A server of the test alone, which it may pause, kill and restart, also where `MONGODB_URL` is set. Default: false. */
  readonly own?: boolean;
}

/**
 * A MongoDB server for a test, empty: `mongod`, or a program that speaks its protocol, which is installed if it is missing.
 *
 * Where `MONGODB_URL` is set, and neither another option nor a `kind` but `mongod` asks for a server of one's own, it is that
 * server: used as it stands, neither emptied nor ended by `stop`, and `pause`, `resume`, `kill` and `restart` are refused.
 *
 * @throws where there is no program to start, with what to install
 */
export async function startMongo({ kind, ...options }: MongoOptions = {}): Promise<TestServer> {
  const takesGiven = kind === undefined || kind === 'mongod';
  if (process.env.MONGODB_URL && takesGiven && !wantsOwn({ ...options })) return givenMongo(process.env.MONGODB_URL);

  const program = kind === undefined ? await anyMongoProgram() : await mongoProgram(kind);
  return startServer({
    ...program,
    user: options.user,
    parentFolder: options.parentFolder,
    arguments: (port, folder) => program.arguments(port, folder, options.onDisk ?? false),
    url: (port) => `mongodb://127.0.0.1:${port}`,
    isReady: (port) =>
      mongoVersion('127.0.0.1', port).then(
        () => true,
        () => false,
      ),
  });
}
