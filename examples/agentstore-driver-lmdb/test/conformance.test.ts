import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { driverTests } from '@agentstore/conformance';
import { open } from 'lmdb';
import { LmdbDriver } from '../src/index.ts';
import { listName } from '../src/list-name.ts';

const path = mkdtempSync(join(tmpdir(), 'agentstore-lmdb-'));
afterAll(() => rmSync(path, { recursive: true }));

const cases = driverTests({
  native: ['append', 'update', 'readLast', 'list'],
  create: (options) => new LmdbDriver({ path, ...options }),
  startProcess: () => fork(join(__dirname, 'take-part.mjs'), [path]),
  async leftovers({ key }) {
    const root = open({ path, readOnly: true });
    const [heads, items] = [root.openDB({ name: 'heads' }), root.openDB({ name: 'items' })];
    const name = listName(key);
    const left = [
      ...(heads.doesExist(name) ? [name] : []),
      ...items.getKeys({ start: [name], end: [name, Number.POSITIVE_INFINITY] }),
    ];
    await root.close();
    return left.map(String);
  },
});

for (const { title, guarantee, run, timeoutMs } of cases) {
  // Those that wait for lists to expire wait at once.
  (guarantee === 'G8' ? test.concurrent : test)(title, run, timeoutMs);
}
