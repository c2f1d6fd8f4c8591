// Changes one list for ever, or `count` times, and says after each acknowledgement which item it was.
// Usage: node writer.mjs append|rewrite <endpoint> <region> <table> <key> <writer> [count]
import { SessionIdentity } from '@agentstore/core';
import { DynamoDriver } from '@agentstore/dynamo';

const [way, endpoint, region, table, key, writer, count = 'Infinity'] = process.argv.slice(2);
const driver = new DynamoDriver({ endpoint, region, table, timeoutMs: 30_000 });
const identity = SessionIdentity.fromKey(key);
const mine = ((await driver.read(identity)) ?? []).filter((item) => item.writer === writer);
const first = (mine.at(-1)?.number ?? -1) + 1;

for (let number = first; number < Number(count); number++) {
  // Some are of several parts.
  const item = { writer, number, text: 'x'.repeat(number % 4 === 3 ? 900_000 : 200) };
  if (way === 'append') await driver.append(identity, [item]);
  else await driver.update(identity, (items) => [...(items ?? []).slice(-5), item]);
  process.stdout.write(`${number}\n`);
}
await driver.close();
