// Changes one list for ever, or `count` times, and says after each acknowledgement which item it was, when it began and
// when it ended (in nanoseconds of the machine's clock).
// Usage: node writer.mjs append|rewrite <writer> <key> [count]
import { SessionIdentity } from '@agentstore/core';
import { FileDriver } from '@agentstore/file';

const [way, writer, key, count = 'Infinity'] = process.argv.slice(2);
const driver = new FileDriver({ directory: process.env.AGENTSTORE_DIRECTORY });
const identity = SessionIdentity.fromKey(key);
const mine = ((await driver.read(identity)) ?? []).filter((item) => item.writer === writer);
const first = (mine.at(-1)?.number ?? -1) + 1;

for (let number = first; number < Number(count); number++) {
  // Some are long enough for a kill to come in the middle of their writing.
  const begun = process.hrtime.bigint();
  const item = { writer, number, text: 'x'.repeat(number % 5 === 0 ? 300_000 : 200) };
  if (way === 'append') await driver.append(identity, [item]);
  else await driver.update(identity, (items) => [...(items ?? []).slice(-50), item]);
  process.stdout.write(`${number} ${begun} ${process.hrtime.bigint()}\n`);
}
await driver.close();
