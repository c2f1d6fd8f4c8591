// Changes a list again and again, for ever or `count` times, and says after each acknowledgement which item it was.
// Usage: node writer.mjs <url> <key> append|rewrite <writer> [count]
import { SessionIdentity } from '@agentstore/core';
import { MongoDriver } from '@agentstore/mongo';

const [url, key, way, writer, count = 'Infinity'] = process.argv.slice(2);
const driver = new MongoDriver({ url, timeoutMs: 20_000 });
const identity = SessionIdentity.fromKey(key);
const mine = ((await driver.read(identity)) ?? []).filter((item) => item.writer === writer);
const first = (mine.at(-1)?.number ?? -1) + 1;

for (let number = first; number < Number(count); number++) {
  // An entry of 13 MB has parts.
  const text = 'x'.repeat(process.env.AGENTSTORE_BIG && number % 2 === 1 ? 13_000_000 : 200);
  const item = { writer, number, text };
  if (way === 'append') await driver.append(identity, [item]);
  else await driver.update(identity, (items) => [...(items ?? []).slice(-1), item]);
  process.stdout.write(`${number}\n`);
}
await driver.close();
