// What each driver asks of its backend, counted at a proxy: round trips, bytes, and DynamoDB's units: `npm run bench:costs`.

import { SessionIdentity } from '@agentstore/core';
import { startProxy } from '@agentstore/test-servers';
import { subjects } from './subjects.mjs';

const lengths = [0, 10, 1_000, 10_000];
const appendsMeasured = 20;
// 300 bytes of JSON, as messages of agents have on average; a turn is two of them.
const message = { role: 'user', content: 'x'.repeat(272) };
const turn = [message, message];

const names = process.argv.slice(2);
const unknown = names.filter((name) => !subjects.some((subject) => subject.name === name));
if (unknown.length > 0) throw new Error(`${unknown} is none of ${subjects.map(({ name }) => name)}`);

for (const subject of subjects) {
  if (names.length === 0 || names.includes(subject.name)) await measure(subject);
}

/** @param {import('./subjects.mjs').Subject} subject */
async function measure({ name, start, connect }) {
  const server = await start();
  const proxy = await startProxy(server.port);
  const { driver, units } = await connect(proxy.port, server);
  try {
    await driver.setup();
    const count = async (what, times, work) => {
      proxy.resetCounts();
      units.reset();
      for (let time = 0; time < times; time++) await work();
      const each = (value, digits) => (value / times).toFixed(digits);
      row(
        what,
        each(proxy.requests, 2),
        kilobytes(proxy.bytesToServer / times),
        kilobytes(proxy.bytesToClient / times),
        ...units.each(times),
      );
    };
    console.log(`\n${name}, ${server.version}`);
    row('', 'round trips', 'kB sent', 'kB received', ...units.titles);
    row('---', '---:', '---:', '---:', ...units.titles.map(() => '---:'));
    for (const length of lengths) {
      const list = identity(`${length}`);
      await fill(driver, list, length);
      const appends = length === 0 ? 1 : appendsMeasured;
      await count(`append a turn to ${length}`, appends, () => driver.append(list, turn));
    }
    const longest = identity('10000');
    await count('load 10,000', 1, () => driver.read(longest));
    await count('last 20 of 10,000', 1, () => driver.readLast(longest, 20));
    await count('list the lists of a user', 1, async () => {
      for await (const _ of driver.list({ userId: 'measured' }));
    });
    await count('rewrite 10,000', 1, () => driver.update(longest, (items) => items?.slice(1) ?? null));
    await count('remove 10,000', 1, () => driver.remove(longest));
  } finally {
    await driver.close();
    await proxy.stop();
    await server.stop();
  }
}

function identity(chatName) {
  return new SessionIdentity({ agentName: 'bench', userId: 'measured', chatName, scope: 'history' });
}

/** As conversations grow: turn by turn. */
async function fill(driver, list, length) {
  for (let count = 0; count < length; count += turn.length) await driver.append(list, turn);
}

function kilobytes(bytes) {
  return (bytes / 1_000).toFixed(bytes < 10_000 ? 2 : 0);
}

function row(...cells) {
  console.log(`| ${cells.join(' | ')} |`);
}
