// Another process of the conformance cases: the built packages, on the server that the test chose.
import { takePart } from '@agentstore/conformance';
import { MongoDriver } from '@agentstore/mongo';

await takePart(() => new MongoDriver({ url: process.argv[2] }));
