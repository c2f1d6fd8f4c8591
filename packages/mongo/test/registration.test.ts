import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, createDriver } from '@agentstore/core';
import { type MongoConfig, MongoDriver } from '../src/index.ts';

test('the name is registered by the import', () => {
  expect(createDriver({ driver: 'mongo', url: 'mongodb://127.0.0.1:1' })).toBeInstanceOf(MongoDriver);
});

test.each<[string, object]>([
  ['nothing that says where the server is', {}],
  ['both a url and a client', { url: 'mongodb://127.0.0.1', client: { db() {} } }],
  ['a url that is none', { url: 'localhost:27017' }],
  ['a client that is none', { client: {} }],
  ['a database that is no text', { url: 'mongodb://127.0.0.1', database: 1 }],
  ['a database without a name', { url: 'mongodb://127.0.0.1', database: '' }],
  ['a database with a dot', { url: 'mongodb://127.0.0.1', database: 'a.b' }],
  ['a database with a name that is too long', { url: 'mongodb://127.0.0.1', database: 'x'.repeat(64) }],
  ['a collection that is no text', { url: 'mongodb://127.0.0.1', collection: null }],
  ['a collection with half a character', { url: 'mongodb://127.0.0.1', collection: '\ud800' }],
  ['a collection with a dollar', { url: 'mongodb://127.0.0.1', collection: '$cmd' }],
  ['a collection of the system', { url: 'mongodb://127.0.0.1', collection: 'system.users' }],
  ['a ttl that is none', { url: 'mongodb://127.0.0.1', ttlSeconds: 0 }],
  ['a deadline that is none', { url: 'mongodb://127.0.0.1', timeoutMs: -1 }],
])('%s is a ConfigError, before anything is connected', (_, config) => {
  expect(() => new MongoDriver(config as MongoConfig)).toThrow(ConfigError);
});

test('the import of the driver loads no client', () => {
  const program = `
    import '@agentstore/mongo';
    import { createRequire } from 'node:module';
    const { cache } = createRequire(import.meta.url);
    console.log(Object.keys(cache).filter((file) => file.includes('/mongodb/')).length);
  `;
  expect(run(program, __dirname)).toBe('0');
});

test('where mongodb is not installed, the first operation says what to install', () => {
  // The built package alone, in a folder from which no mongodb can be seen.
  const folder = mkdtempSync(join(tmpdir(), 'agentstore-mongo-'));
  try {
    const program = `
      import { cpSync, mkdirSync } from 'node:fs';
      mkdirSync('node_modules/@agentstore', { recursive: true });
      for (const name of ['core', 'mongo']) {
        for (const part of ['dist', 'package.json']) {
          cpSync(process.argv[1] + '/../../' + name + '/' + part, 'node_modules/@agentstore/' + name + '/' + part, { recursive: true });
        }
      }
      const { createDriver, SessionIdentity } = await import(process.cwd() + '/node_modules/@agentstore/core/dist/index.js');
      const driver = createDriver({ driver: 'mongo', url: 'mongodb://127.0.0.1:1' });
      await driver.read(new SessionIdentity({ agentName: 'a' })).catch((error) => console.log(error.message));
    `;
    expect(run(program, folder, __dirname)).toMatch(/mongo: read of \S+ failed: .*npm install mongodb/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function run(program: string, cwd: string, ...programArguments: string[]): string {
  const options = ['--input-type=module', '--eval', program, ...programArguments];
  return execFileSync(process.execPath, options, { cwd, encoding: 'utf8' }).trim();
}
