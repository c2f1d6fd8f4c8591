// Another process of the conformance cases: the built packages, on the server and the collection that the test chose.
import { takePart } from '@agentstore/conformance';
import { MongoDriver } from '@agentstore/mongo';

const [url, collection] = process.argv.slice(2);
await takePart(() => new MongoDriver({ url, collection }));
