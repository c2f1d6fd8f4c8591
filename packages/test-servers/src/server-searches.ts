import { findDynamo, findOwnDynamo } from './dynamo/find-dynamo.ts';
import { findFaketime } from './machine/faketime-library.ts';
import { findDisk } from './machine/start-disk.ts';
import { findMongo, findMongod, findMongoKind, findOwnMongo } from './mongo/find-mongo.ts';
import { findOwnRedis, findRedis } from './redis/find-redis.ts';
import { findOwnS3, findS3 } from './s3/find-s3.ts';
import type { ServerSearch } from './test-server.ts';

/** What tests need: a server of this name, given by a URL or started, or one of their own, which they may kill. */
export const serverSearches = {
  redis: findRedis,
  'own redis': findOwnRedis,
  dynamo: findDynamo,
  'own dynamo': findOwnDynamo,
  mongo: findMongo,
  'own mongo': findOwnMongo,
  mongod: findMongod,
  // Always started by us, so always one's own.
  'mongo-java-server': () => findMongoKind('mongo-java-server'),
  jongodb: () => findMongoKind('jongodb'),
  s3: findS3,
  'own s3': findOwnS3,
  // Not servers, but what is done to them and to their clients.
  faketime: findFaketime,
  tmpfs: findDisk,
} satisfies Record<string, () => Promise<ServerSearch>>;
