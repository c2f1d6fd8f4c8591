import { ConfigError } from '@agentstore/core';
import type { MongoConfig } from './config.ts';

/** In bytes of UTF-8. MongoDB's limits: 63 for a database; 255 for both names and the dot between them. */
const [longestDatabase, longestNamespace] = [63, 255];

/** Throws ConfigError. Never shows the url: it may hold a password. */
export function checkConfig(config: { [K in keyof MongoConfig]?: unknown }): void {
  const { url, client, database, collection = 'agentstore' } = config;
  if ((url === undefined) === (client === undefined)) {
    throw new ConfigError(
      "mongo: either url or client must be given: { driver: 'mongo', url: 'mongodb://localhost:27017' }",
    );
  }
  if (url !== undefined && !/^mongodb(\+srv)?:\/\/[^/]/.test(String(url))) {
    throw new ConfigError('mongo: url must be mongodb://host:port/database, or mongodb+srv://host/database');
  }
  if (client !== undefined && typeof (client as { db?: unknown } | null)?.db !== 'function') {
    throw new ConfigError('mongo: client must be a MongoClient of mongodb');
  }
  if (database !== undefined && !isName(database, /[/\\. "$*<>:|?\0]/, longestDatabase)) {
    throw new ConfigError(
      `mongo: database must be a name without / \\ . " $ * < > : | ? and blanks, of at most ${longestDatabase} bytes`,
    );
  }
  const room = longestNamespace - longestDatabase - 1;
  if (!isName(collection, /^system\.|^\.|\.$|\.\.|[$\0]/, room)) {
    throw new ConfigError(`mongo: collection must be a name without $ and outer dots, of at most ${room} bytes`);
  }
}

function isName(name: unknown, forbidden: RegExp, longest: number): boolean {
  if (typeof name !== 'string' || name === '' || forbidden.test(name)) return false;
  const bytes = Buffer.from(name);
  // Half of a character would come back from the server as another one.
  return bytes.toString() === name && bytes.length <= longest;
}
