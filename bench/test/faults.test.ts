import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runsTestsOf } from '@agentstore/test-servers';

const bench = join(__dirname, '..');
const hasServers = runsTestsOf('own redis') && runsTestsOf('own s3');
const testWithServers = hasServers ? test : test.skip;

testWithServers(
  'a killed, a silent and an emptied driver cost no message, and no more time than a timeout',
  async () => {
    const built = join(bench, '../packages/test-servers/dist/index.js');
    if (!existsSync(built)) throw new Error('build the packages first: npm run build');

    const { stdout } = await promisify(execFile)(process.execPath, [join(bench, 'faults/main.mjs'), '--quick']);

    expect(stdout).toContain('3 cells: 0 break what is promised, 0 could not be run.');
  },
  90_000,
);
