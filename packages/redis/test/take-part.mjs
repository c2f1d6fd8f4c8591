// Another process of the conformance cases: the built packages, on the server that the test chose.
import { takePart } from '@agentstore/conformance';
import { RedisDriver } from '@agentstore/redis';

await takePart(() => new RedisDriver({ url: process.argv[2] }));
