// Another process of the conformance cases: the built packages, on the server that the test chose.
import { takePart } from '@agentstore/conformance';
import { S3Driver } from '@agentstore/s3';

const [endpoint, bucket] = process.argv.slice(2);
await takePart(() => new S3Driver({ endpoint, bucket }));
