import { MongoDriver } from '@agentstore/mongo';
import { startMongo } from '@agentstore/test-servers';
import { ofServer } from './of-server.mjs';

/** @type {import('../backend.mjs').Start} */
export async function startMongoBackend({ parentFolder, isProxied }) {
  // Of those that can be had everywhere, the one that keeps its data on its disk.
  const kind = 'mongo-java-server';
  const server = await startMongo({ kind, own: true, onDisk: true, parentFolder });
  const lone = new MongoDriver({ url: server.url });
  const backend = await ofServer({
    server,
    isProxied,
    spec: (port) => ({ driver: 'mongo', url: `mongodb://127.0.0.1:${port}` }),
    lone,
    prepare: () => lone.setup(),
  });
  // It closes its file for good when it cannot write, as mongod ends then: somebody starts it again.
  return { ...backend, afterFullDisk: () => server.restart('disk') };
}
