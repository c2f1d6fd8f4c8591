import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, createDriver } from '@agentstore/core';
import { type S3Config, S3Driver } from '../src/index.ts';

test('the name is registered by the import', () => {
  expect(createDriver({ driver: 's3', bucket: 'my-memory' })).toBeInstanceOf(S3Driver);
});

const client = { send() {} };

test.each<[string, object]>([
  ['no bucket', {}],
  ['an empty bucket', { bucket: '' }],
  ['a bucket that is no text', { bucket: 1 }],
  ['both an endpoint and a client', { bucket: 'b', endpoint: 'http://localhost:9000', client }],
  ['both a region and a client', { bucket: 'b', region: 'eu-central-1', client }],
  ['both an address style and a client', { bucket: 'b', forcePathStyle: true, client }],
  ['a client that is none', { bucket: 'b', client: {} }],
  ['an endpoint that is none', { bucket: 'b', endpoint: 'localhost:9000' }],
  ['an endpoint with a password', { bucket: 'b', endpoint: 'http://user:secret@localhost:9000' }],
  ['a prefix that is no text', { bucket: 'b', prefix: 1 }],
  ['a prefix with half a character', { bucket: 'b', prefix: '\ud800' }],
  ['a prefix with a control character', { bucket: 'b', prefix: 'a\u0001/' }],
  ['a prefix that is a path upwards', { bucket: 'b', prefix: '../' }],
  ['a prefix that begins with a slash', { bucket: 'b', prefix: '/a/' }],
  ['a prefix of more than 200 bytes', { bucket: 'b', prefix: 'é'.repeat(101) }],
  ['a ttl that is none', { bucket: 'b', ttlSeconds: 0 }],
  ['a deadline that is none', { bucket: 'b', timeoutMs: -1 }],
])('%s is a ConfigError, before anything is connected', (_, config) => {
  expect(() => new S3Driver(config as S3Config)).toThrow(ConfigError);
});

test('the import of the driver loads no client', () => {
  const program = `
    import '@agentstore/s3';
    import { createRequire } from 'node:module';
    const { cache } = createRequire(import.meta.url);
    console.log(Object.keys(cache).filter((file) => file.includes('aws-sdk')).length);
  `;
  expect(run(program, __dirname)).toBe('0');
});

test('where the client is not installed, the first operation says what to install', () => {
  // The built package alone, in a folder from which no client can be seen.
  const folder = mkdtempSync(join(tmpdir(), 'agentstore-s3-'));
  try {
    const program = `
      import { cpSync, mkdirSync } from 'node:fs';
      mkdirSync('node_modules/@agentstore', { recursive: true });
      for (const name of ['core', 's3']) {
        for (const part of ['dist', 'package.json']) {
          cpSync(process.argv[1] + '/../../' + name + '/' + part, 'node_modules/@agentstore/' + name + '/' + part, { recursive: true });
        }
      }
      const { createDriver, SessionIdentity } = await import(process.cwd() + '/node_modules/@agentstore/core/dist/index.js');
      const driver = createDriver({ driver: 's3', bucket: 'bucket' });
      await driver.read(new SessionIdentity({ agentName: 'a' })).catch((error) => console.log(error.message));
    `;
    expect(run(program, folder, __dirname)).toMatch(/s3: read of \S+ failed: .*npm install @aws-sdk\/client-s3/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function run(program: string, cwd: string, ...programArguments: string[]): string {
  const options = ['--input-type=module', '--eval', program, ...programArguments];
  return execFileSync(process.execPath, options, { cwd, encoding: 'utf8' }).trim();
}
