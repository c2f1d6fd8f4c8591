// Another process of the conformance cases: the built packages, on the table that the test chose.
import { takePart } from '@agentstore/conformance';
import { DynamoDriver } from '@agentstore/dynamo';

const [endpoint, region, table] = process.argv.slice(2);
// What many do at once takes its time on a busy machine, most of it in DynamoDB Local, and is not about that.
await takePart(() => new DynamoDriver({ endpoint, region, table, timeoutMs: 30_000 }));
