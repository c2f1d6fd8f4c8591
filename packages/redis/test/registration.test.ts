import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, createDriver } from '@agentstore/core';
import { type RedisConfig, RedisDriver } from '../src/index.ts';

test('the name is registered by the import', () => {
  expect(createDriver({ driver: 'redis', url: 'redis://127.0.0.1:1' })).toBeInstanceOf(RedisDriver);
});

test.each<[string, object]>([
  ['nothing that says where the server is', {}],
  ['both a url and a client', { url: 'redis://127.0.0.1', client: { call() {} } }],
  ['a url that is none', { url: 'localhost:6379' }],
  ['a url whose password is not encoded', { url: 'redis://:50%@127.0.0.1' }],
  ['a client that is none', { client: {} }],
  ['a prefix that is no text', { url: 'redis://127.0.0.1', keyPrefix: 1 }],
  ['a prefix with half a character', { url: 'redis://127.0.0.1', keyPrefix: '\ud800' }],
  ['a ttl that is none', { url: 'redis://127.0.0.1', ttlSeconds: 0 }],
  ['a deadline that is none', { url: 'redis://127.0.0.1', timeoutMs: -1 }],
])('%s is a ConfigError, before anything is connected', (_, config) => {
  expect(() => new RedisDriver(config as RedisConfig)).toThrow(ConfigError);
});

test('the import of the driver loads no client', () => {
  const program = `
    import '@agentstore/redis';
    import { createRequire } from 'node:module';
    const { cache } = createRequire(import.meta.url);
    console.log(Object.keys(cache).filter((file) => file.includes('ioredis')).length);
  `;
  expect(run(program, __dirname)).toBe('0');
});

test('where ioredis is not installed, the first operation says what to install', () => {
  // The built package alone, in a folder from which no ioredis can be seen.
  const folder = mkdtempSync(join(tmpdir(), 'agentstore-redis-'));
  try {
    const program = `
      import { cpSync, mkdirSync } from 'node:fs';
      mkdirSync('node_modules/@agentstore', { recursive: true });
      for (const name of ['core', 'redis']) {
        for (const part of ['dist', 'package.json']) {
          cpSync(process.argv[1] + '/../../' + name + '/' + part, 'node_modules/@agentstore/' + name + '/' + part, { recursive: true });
        }
      }
      const { createDriver, SessionIdentity } = await import(process.cwd() + '/node_modules/@agentstore/core/dist/index.js');
      const driver = createDriver({ driver: 'redis', url: 'redis://127.0.0.1:1' });
      await driver.read(new SessionIdentity({ agentName: 'a' })).catch((error) => console.log(error.message));
    `;
    expect(run(program, folder, __dirname)).toMatch(/redis: read of \S+ failed: .*npm install ioredis/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function run(program: string, cwd: string, ...programArguments: string[]): string {
  const options = ['--input-type=module', '--eval', program, ...programArguments];
  return execFileSync(process.execPath, options, { cwd, encoding: 'utf8' }).trim();
}
