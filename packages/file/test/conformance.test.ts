import { fork } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type BreakableDriver, type ConformanceOptions, driverTests } from '@agentstore/conformance';
import { DriverChain } from '@agentstore/core/chain';
import { FileDriver } from '../src/index.ts';
import { logPath } from '../src/layout.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const native = ['append', 'update', 'readLast', 'list'] as const;
const directory = temporaryDirectory();
const others = temporaryDirectory();

const fileOptions: ConformanceOptions = {
  native,
  create: (options) => new FileDriver({ directory, ...options }),
  startProcess: () => fork(join(__dirname, 'take-part.mjs'), [directory]),
  // The log, and all that lies beside it.
  async leftovers(identity) {
    const path = logPath(directory, identity);
    const names = existsSync(dirname(path)) ? readdirSync(dirname(path)) : [];
    return names.filter((name) => name.startsWith(basename(path)));
  },
  breakable,
};

/** Breaks by putting a file where the directory was. */
function breakable(): BreakableDriver {
  const place = join(others, crypto.randomUUID());
  mkdirSync(place);
  return {
    driver: new FileDriver({ directory: place }),
    async break() {
      renameSync(place, `${place}.away`);
      writeFileSync(place, '');
    },
    async mend() {
      rmSync(place);
      renameSync(`${place}.away`, place);
    },
  };
}

const chainOptions: ConformanceOptions = {
  native,
  create: (options) =>
    new DriverChain({
      drivers: ['first', 'second'].map((id) => {
        return { driver: 'file' as const, id, directory: join(others, id), fsync: false, ...options };
      }),
    }),
};

/** Those that wait for time to pass wait at once. */
function testCases(options: ConformanceOptions): void {
  for (const { title, guarantee, run, timeoutMs } of driverTests(options)) {
    (guarantee === 'G8' ? test.concurrent : test)(title, run, timeoutMs);
  }
}

describe('the file driver', () => testCases(fileOptions));

describe('a chain of two file drivers', () => testCases(chainOptions));
