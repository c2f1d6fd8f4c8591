// Another process of the conformance cases: the built packages, on the database that the test chose.
import { takePart } from '@agentstore/conformance';
import { LmdbDriver } from 'agentstore-driver-lmdb';

await takePart(() => new LmdbDriver({ path: process.argv[2] }));
