// What an append costs on a session of 10,000 messages, against one on a session of 10 and against the raw calls.
import { closeSync, fdatasync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SessionIdentity } from '@agentstore/core';
import { FileDriver } from '@agentstore/file';
import { median } from './median.mjs';

const rounds = 600;
// About 300 bytes, as messages of agents are on average.
const message = { role: 'user', content: 'What an agent says in one turn. '.repeat(8) };
const datasync = promisify(fdatasync);

/**
 * Ratios of medians; the three are measured in turn, so that whatever slows the machine down slows all of them.
 *
 * @param {boolean} fsync
 */
async function measure(fsync) {
  const directory = mkdtempSync(join(tmpdir(), 'agentstore-bench-'));
  const driver = new FileDriver({ directory, fsync });
  const raw = openSync(join(directory, 'raw'), 'a');
  const [short, long] = [10, 10_000].map(
    (chatName) => new SessionIdentity({ agentName: 'a', chatName: `${chatName}` }),
  );
  const begin = () => driver.write(short, Array(10).fill(message));
  await begin();
  await driver.write(long, Array(10_000).fill(message));

  const ways = {
    short: () => driver.append(short, [message]),
    long: () => driver.append(long, [message]),
    raw: async () => {
      writeSync(raw, `${JSON.stringify(message)}\n`);
      if (fsync) await datasync(raw);
    },
  };
  const times = { short: [], long: [], raw: [] };
  for (let round = 0; round < rounds; round++) {
    if (round % 50 === 0) await begin();
    for (const [way, append] of Object.entries(ways)) {
      const start = performance.now();
      await append();
      times[way].push(performance.now() - start);
    }
  }
  await driver.close();
  closeSync(raw);
  rmSync(directory, { recursive: true });
  return { growth: median(times.long) / median(times.short), toRaw: median(times.short) / median(times.raw) };
}

for (const fsync of [true, false]) {
  const { growth, toRaw } = await measure(fsync);
  const kind = fsync ? 'with fsync   ' : 'without fsync';
  const raw = fsync ? 'write + fdatasync' : 'write';
  console.log(`file append ${kind}  10,000 messages / 10: ${growth.toFixed(2)}   to ${raw}: ${toRaw.toFixed(2)}`);
}
