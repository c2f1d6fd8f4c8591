// Another process of the conformance cases: the built packages, on the table that the test chose.
import { takePart } from '@agentstore/conformance';
import { DynamoDriver } from '@agentstore/dynamo';

const [endpoint, region, table] = process.argv.slice(2);
await takePart(() => new DynamoDriver({ endpoint, region, table }));
