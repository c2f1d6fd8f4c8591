import { startServer } from '../server-process.ts';
import type { TestServer } from '../test-server.ts';
import { givenMongo } from './given-mongo.ts';
import { anyMongoProgram, type MongoKind, mongoProgram } from './mongo-kinds.ts';
import { mongoVersion } from './mongo-version.ts';

export interface MongoOptions {
  /** Which program. Default: the first of `mongoKinds` that can be had. */
  readonly kind?: MongoKind;
  /** A server of the test alone, which it may pause, kill and restart, also where `MONGODB_URL` is set. Default: false. */
  readonly own?: boolean;
}

/**
 * A MongoDB server for a test, empty: `mongod`, or a program that speaks its protocol, which is installed if it is missing.
 *
 * Where `MONGODB_URL` is set, and neither `own` nor a `kind` but `mongod` is asked for, it is that server: used as it
 * stands, neither emptied nor ended by `stop`, and `pause`, `resume`, `kill` and `restart` are refused.
 *
 * @throws where there is no program to start, with what to install
 */
export async function startMongo({ kind, own = false }: MongoOptions = {}): Promise<TestServer> {
  const takesGiven = !own && (kind === undefined || kind === 'mongod');
  if (process.env.MONGODB_URL && takesGiven) return givenMongo(process.env.MONGODB_URL);

  const program = kind === undefined ? await anyMongoProgram() : await mongoProgram(kind);
  return startServer({
    ...program,
    url: (port) => `mongodb://127.0.0.1:${port}`,
    isReady: (port) =>
      mongoVersion('127.0.0.1', port).then(
        () => true,
        () => false,
      ),
  });
}
