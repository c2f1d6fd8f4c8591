// Appends `count` items to a list, one after another, and says of each when it is acknowledged.
// Usage: node writer.mjs <endpoint> <bucket> <key> <writer> <count> <append | rewrite>
import { SessionIdentity } from '@agentstore/core';
import { S3Driver } from '@agentstore/s3';

const [endpoint, bucket, key, writer, count, way] = process.argv.slice(2);
const driver = new S3Driver({ endpoint, bucket });
const identity = SessionIdentity.fromKey(key);
for (let number = 0; number < Number(count); number++) {
  const item = { writer, number };
  if (way === 'append') await driver.append(identity, [item]);
  else await driver.update(identity, (items) => [...(items ?? []), item]);
  process.stdout.write(`${number}\n`);
}
await driver.close();
