// Another process of the conformance cases: the built packages, on the server and the collection that the test chose.
import { takePart } from '@agentstore/conformance';
import { MongoDriver } from '@agentstore/mongo';

const [url, collection] = process.argv.slice(2);
// What many do at once takes its time on a busy machine, most of it in a stand-in of MongoDB, and is not about that.
await takePart(() => new MongoDriver({ url, collection, timeoutMs: 30_000 }));
