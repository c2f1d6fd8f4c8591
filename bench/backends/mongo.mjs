import { MongoDriver } from '@agentstore/mongo';
import { startMongo } from '@agentstore/test-servers';
import { MongoClient } from 'mongodb';
import { mongoAims } from '../aims.mjs';
import { changed } from './changed.mjs';

const database = 'agentstore-bench';

/** @type {import('./backend.mjs').Backend} */
export const mongo = {
  name: 'mongo',
  title: 'MongoDB',
  aims: mongoAims,
  guardedLength: 1_000,
  // mongo-java-server looks through the whole collection at each append: turn by turn would take minutes.
  turnsAtOnce: 10,
  rawNames: {
    append: '`insertOne` of the turn',
    load: '`find().toArray()`',
    last: '`find()` of the last 10 turns',
    change: '`find().toArray()`, `deleteMany` and `insertMany` of all',
    lists: '`find()` by an index',
  },
  start: () => startMongo(),
  async connect(server, port) {
    // Also another machine's, which is then measured without the proxy.
    const url = server.url.replace(/^mongodb:\/\/127\.0\.0\.1:\d+/, `mongodb://127.0.0.1:${port}`);
    const driver = new MongoDriver({ url, database, timeoutMs: 60_000 });
    const client = await new MongoClient(url).connect();
    return {
      driver,
      raw: rawMongo(client.db(database)),
      async empty() {
        for (const collection of await client.db(database).collections()) await collection.deleteMany({});
      },
      async close() {
        await driver.close();
        await client.db(database).dropDatabase();
        await client.close();
      },
    };
  },
};

/** In turns, by list: also of what another connection has added. @type {Map<string, number>} */
const lengths = new Map();

/** A document for each turn, found by a range of ids; and one for each session. */
function rawMongo(database) {
  const turns = database.collection('rawTurns');
  const sessions = database.collection('rawSessions');
  const _id = (name) => ({ $gte: `${name}/`, $lt: `${name}0` });
  const document = (name, number, messages) => ({ _id: `${name}/${String(number).padStart(8, '0')}`, messages });
  const documents = (name, messages) =>
    Array.from({ length: Math.ceil(messages.length / 2) }, (_, at) =>
      document(name, at, messages.slice(at * 2, at * 2 + 2)),
    );
  const replace = async ({ name }, messages) => {
    const all = documents(name, messages);
    lengths.set(name, all.length);
    await turns.deleteMany({ _id: _id(name) });
    await turns.insertMany(all);
  };
  const load = async ({ name }) => {
    const found = await turns.find({ _id: _id(name) }, { sort: { _id: 1 }, batchSize: 100_000 }).toArray();
    return found.flatMap(({ messages }) => messages);
  };
  return {
    async fill(list, messages) {
      await sessions.insertOne({ _id: list.name });
      await replace(list, messages);
    },
    append({ name }, messages) {
      const number = lengths.get(name);
      lengths.set(name, number + 1);
      return turns.insertOne(document(name, number, messages));
    },
    load,
    async last({ name }, count) {
      const limit = Math.ceil(count / 2);
      const found = await turns.find({ _id: _id(name) }, { sort: { _id: -1 }, limit, batchSize: 100 }).toArray();
      return found.reverse().flatMap(({ messages }) => messages);
    },
    change: async (list) => replace(list, changed(await load(list))),
    lists: (userId) => sessions.find({ _id: _id(`u.${userId}`) }, { batchSize: 100_000 }).toArray(),
  };
}
