import type { Call } from '@agentstore/core/backend';
import type { Database } from './database.ts';
import { isTaken, isUnknownCommand } from './failure-kinds.ts';
import type { Requests } from './requests.ts';

/** The collection cannot hold lists. */
class UnfitCollection extends Error {
  override readonly name = 'UnfitCollection';
}

/** A record that nobody reads. */
const probe = { _id: 'setup' };

/**
 * Creates the collection where there is none, and looks whether it keeps two records apart by their `_id`s; then stores a
 * record and deletes it, which needs all the rights that the driver needs. Throws UnfitCollection.
 */
export async function setUpCollection(requests: Requests, call: Call): Promise<void> {
  await requests.send(call, async (database) => {
    if (!(await isThere(database))) await create(database);
  });
  await requests.send(call, async ({ records }) => {
    await records.updateOne(probe, { $set: { by: 'setup' } }, { upsert: true }).catch(unless(isTaken));
    await records.findOne(probe);
    await records.deleteOne(probe);
  });
}

/** Throws UnfitCollection. */
async function isThere({ db, records: { collectionName } }: Database): Promise<boolean> {
  const found = await db
    .listCollections({ name: collectionName })
    .toArray()
    // A server without this command has no options of collections, and makes them on first use.
    .catch(unless(isUnknownCommand));
  if (!found) return true;
  const collection = found.find(({ name }) => name === collectionName);
  if (!collection) return false;
  const { type = 'collection', options = {} } = collection as { type?: string; options?: Options };
  if (type !== 'collection') throw new UnfitCollection(`it is a ${type}`);
  if (options.capped) throw new UnfitCollection('it is capped');
  const { locale = 'simple' } = options.collation ?? {};
  if (locale !== 'simple') throw new UnfitCollection(`its texts are compared by the rules of '${locale}'`);
  return true;
}

interface Options {
  readonly capped?: boolean;
  readonly collation?: { readonly locale?: string };
}

async function create(database: Database): Promise<void> {
  const { db, records } = database;
  await db.createCollection(records.collectionName).catch(async (error) => {
    // Somebody else may have created it at the same moment.
    if (!(await isThere(database))) throw error;
  });
}

/** Takes an expected error for no result, and throws any other one. */
function unless(isExpected: (error: unknown) => boolean): (error: unknown) => undefined {
  return (error) => {
    if (!isExpected(error)) throw error;
  };
}
