// Appends `count` items to a list, one after another.
// Usage: node writer.mjs <url> <key> <writer> <count>
import { SessionIdentity } from '@agentstore/core';
import { RedisDriver } from '@agentstore/redis';

const [url, key, writer, count] = process.argv.slice(2);
const driver = new RedisDriver({ url });
const identity = SessionIdentity.fromKey(key);
for (let number = 0; number < Number(count); number++) await driver.append(identity, [{ writer, number }]);
await driver.close();
