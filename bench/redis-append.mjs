// What the Redis driver costs against the raw commands of ioredis, on one server: ratios of medians.
import { SessionIdentity } from '@agentstore/core';
import { RedisDriver } from '@agentstore/redis';
import { startRedis } from '@agentstore/test-servers';
import { Redis } from 'ioredis';
import { median } from './median.mjs';

// About 300 bytes, as messages of agents are on average; a turn is two of them.
const message = { role: 'user', content: 'What an agent says in one turn. '.repeat(8) };
const turn = [message, message];
const texts = turn.map((item) => JSON.stringify(item));

const server = await startRedis();
const driver = new RedisDriver({ url: server.url, keyPrefix: 'bench:' });
const raw = new Redis(server.url);

/** A list of that length, in the driver and as a Redis list. */
async function listOf(length) {
  const identity = new SessionIdentity({ agentName: 'bench', chatName: `${length}-${crypto.randomUUID()}` });
  const key = `raw:${identity.key}`;
  await driver.write(identity, Array(length).fill(message));
  for (let at = 0; at < length; at += 1_000) {
    await raw.rpush(key, ...Array(Math.min(1_000, length - at)).fill(texts[0]));
  }
  return { identity, key };
}

/**
 * Ours to the raw ones; in turn, so that whatever slows the machine down slows both.
 *
 * @param {number} rounds
 * @param {() => Promise<unknown>} ours
 * @param {() => Promise<unknown>} theirs
 */
async function ratio(rounds, ours, theirs) {
  const times = [[], []];
  for (let round = 0; round < rounds; round++) {
    for (const [side, work] of [ours, theirs].entries()) {
      const start = performance.now();
      await work();
      times[side].push(performance.now() - start);
    }
  }
  // The first quarter warms up.
  const [own, other] = times.map((all) => median(all.slice(rounds / 4)));
  return own / other;
}

const append = (list) => () => driver.append(list.identity, turn);
const push = (list) => () => raw.rpush(list.key, ...texts);
const parsed = async (reply) => (await reply).map((text) => JSON.parse(text));

const print = (name, value) => console.log(`redis ${name.padEnd(44)} ${value.toFixed(2)}`);
for (const length of [10, 10_000]) {
  const list = await listOf(length);
  print(`append of a turn at ${length}, to RPUSH`, await ratio(4_000, append(list), push(list)));
}
const [short, long] = [await listOf(10), await listOf(10_000)];
print('append at 10,000, to one at 10', await ratio(4_000, append(long), append(short)));
const whole = await listOf(10_000);
print(
  'load of 10,000, to LRANGE + parse',
  await ratio(
    40,
    () => driver.read(whole.identity),
    () => parsed(raw.lrange(whole.key, 0, -1)),
  ),
);
print(
  'last 20 of 10,000, to LRANGE + parse',
  await ratio(
    4_000,
    () => driver.readLast(whole.identity, 20),
    () => parsed(raw.lrange(whole.key, -20, -1)),
  ),
);

const many = await Promise.all(Array.from({ length: 32 }, () => listOf(10)));
const all = (work) => () =>
  Promise.all(
    many.map(async (list) => {
      for (let n = 0; n < 20; n++) await work(list)();
    }),
  );
print('32 sessions at once, throughput to RPUSH', 1 / (await ratio(60, all(append), all(push))));

await driver.close();
raw.disconnect();
await server.stop();
