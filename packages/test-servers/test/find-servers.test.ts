import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { runsTestsOf } from '../src/index.ts';
import { jongodb } from '../src/mongo/jongodb.ts';
import { s3Program } from '../src/s3/s3-program.ts';
import { startProgram } from './built-program.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const directory = temporaryDirectory();
const temporary = temporaryDirectory();

/** What a process gives that has only these programs, and works in this folder. */
async function resultOf(expression: string, { PATH = '', cwd = directory } = {}): Promise<unknown> {
  const code = `console.log(JSON.stringify(await (${expression})));`;
  const program = startProgram(code, { cwd, environment: { PATH, TMPDIR: temporary } });
  const [output, errors] = await Promise.all([text(program.stdout), text(program.stderr), once(program, 'exit')]);
  if (output === '') throw new Error(errors);
  return JSON.parse(output);
}

/** A folder with one program in it, in sh. */
function folderWith(name: string, script: string): string {
  const folder = join(directory, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
  return folder;
}

test.each([
  { name: 'S3', advice: /install versitygw.*Go.*S3_URL/ },
  { name: 'Dynamo', advice: /install Java.*Maven.*DYNAMODB_URL/ },
  { name: 'Mongo', advice: /install mongod, or set MONGODB_URL; or install a JDK 17, Maven.*; or .*jongodb/ },
])('without programs and without a way to install them, what to install is told: $name', async ({ name, advice }) => {
  expect(await resultOf(`servers.find${name}()`)).toEqual({ available: false, install: expect.stringMatching(advice) });
  const start = `servers.start${name}().catch(({ message }) => message)`;
  expect(await resultOf(start)).toMatch(advice);
});

const testOwnS3 = runsTestsOf('own s3') ? test : test.skip;

testOwnS3('what was built before is used without the program that built it', async () => {
  const repository = join(__dirname, '..', '..', '..');

  const found = { available: true, against: (await s3Program()).version };
  expect(await resultOf('servers.findS3()', { cwd: repository })).toEqual(found);
});

testOwnS3(
  'where the folder for temporary files has no extended attributes, a folder of the cache is taken',
  async () => {
    const { path } = await s3Program();
    // What it says itself on such a file system.
    const PATH = folderWith(
      'versitygw',
      `case "$*" in *${temporary}/*) echo 'xattrs are not supported on this filesystem'; exit 1 ;; esac; exec ${path} "$@"`,
    );
    const start = `servers.startS3().then(async (server) => {
    const { status } = await fetch(server.url);
    const folders = () => import('node:fs').then(({ readdirSync }) => readdirSync('.cache/servers').length);
    const during = await folders();
    await server.stop();
    return { status, during, after: await folders() };
  })`;

    expect(await resultOf(start, { PATH })).toEqual({ status: 403, during: 1, after: 0 });
    expect(readdirSync(temporary)).toEqual([]);
  },
);

const testJongodb = runsTestsOf('jongodb') ? test : test.skip;

testJongodb('a mongod on PATH is preferred, and told where to listen', async () => {
  const { path } = await jongodb();
  // Takes the arguments of mongod, and answers as another server of its protocol.
  const PATH = folderWith(
    'mongod',
    `[ "$1" = --version ] && echo 'db version v7.0.5' && exit
    [ "$1 $3 $4" = "--port --bind_ip 127.0.0.1" ] && exec ${path} --port=$2 --host=127.0.0.1`,
  );
  const start = `servers.startMongo().then(async (server) => {
    await server.stop();
    return server.version;
  })`;

  expect(await resultOf('servers.findMongo()', { PATH })).toEqual({
    available: true,
    against: 'mongod 7.0.5 (no mongo-java-server, no jongodb here)',
  });
  expect(await resultOf(start, { PATH })).toBe('mongod 7.0.5');
});
