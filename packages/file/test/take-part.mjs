// Another process of the conformance cases: the built packages, on the directory that the test chose.
import { takePart } from '@agentstore/conformance';
import { FileDriver } from '@agentstore/file';

await takePart(() => new FileDriver({ directory: process.argv[2] }));
