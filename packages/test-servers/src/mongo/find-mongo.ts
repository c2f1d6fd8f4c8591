import { searchGiven, searchOwn } from '../search-server.ts';
import type { ServerSearch } from '../test-server.ts';
import { givenMongo } from './given-mongo.ts';
import { type MongoKind, mongoKinds, mongoProgram } from './mongo-kinds.ts';

/**
 * All that the tests of MongoDB run against, after an install where that is needed and possible, and which kind is missing;
 * or how to install one. Where `MONGODB_URL` is set, it also says so, and what the tests that kill their server run against.
 */
export function findMongo(): Promise<ServerSearch> {
  return searchGiven('MONGODB_URL', givenMongo, findOwnMongo);
}

/** What tests run against that pause and kill their server: `MONGODB_URL` does not count. */
export async function findOwnMongo(): Promise<ServerSearch> {
  const found: string[] = [];
  const missing: string[] = [];
  const installs: string[] = [];
  for (const kind of mongoKinds) {
    const search = await findMongoKind(kind);
    if (search.available) {
      found.push(search.against);
    } else {
      missing.push(kind);
      installs.push(search.install);
    }
  }
  if (found.length === 0) return { available: false, install: installs.join('; or ') };
  const without = missing.length > 0 ? ` (no ${missing.join(', no ')} here)` : '';
  return { available: true, against: `${found.join(' and ')}${without}` };
}

/** As `findMongo`, for MongoDB's own server: that of `MONGODB_URL`, or a `mongod`. */
export function findMongod(): Promise<ServerSearch> {
  return searchGiven('MONGODB_URL', givenMongo, () => findMongoKind('mongod'));
}

/** What tests run against that want a server of this kind, started for them. */
export async function findMongoKind(kind: MongoKind): Promise<ServerSearch> {
  const search = await searchOwn(() => mongoProgram(kind));
  return search.available || !mayBeMissing(kind) ? search : { ...search, mayBeMissing: true };
}

function mayBeMissing(kind: MongoKind): boolean {
  if (kind === 'jongodb') return process.platform !== 'linux' || process.arch !== 'x64';
  // Nothing here installs it.
  return kind === 'mongod';
}
