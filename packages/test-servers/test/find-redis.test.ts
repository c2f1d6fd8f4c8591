import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { findProgram } from '../src/find-program.ts';
import { startProgram } from './built-program.ts';
import { testOwnRedis } from './redis-tests.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const directory = temporaryDirectory();
const temporary = temporaryDirectory();
afterEach(() => expect(readdirSync(temporary)).toEqual([]));

/** What a process finds that has only these programs, and what it says of a start. */
async function searchWith(PATH: string, cwd: string, asRoot = false): Promise<{ found: unknown; started: unknown }> {
  const program = startProgram(
    `
      ${asRoot ? 'process.getuid = () => 0;' : ''}
      const found = await servers.findRedis();
      const version = async () => {
        const server = await servers.startRedis();
        await server.stop();
        return server.version;
      };
      console.log(JSON.stringify({ found, started: await version().catch(({ message }) => message) }));
    `,
    { cwd, environment: { PATH, TMPDIR: temporary } },
  );
  const [output, errors] = await Promise.all([text(program.stdout), text(program.stderr), once(program, 'exit')]);
  if (output === '') throw new Error(errors);
  return JSON.parse(output);
}

function emptyFolder(): string {
  return mkdtempSync(join(directory, 'folder-'));
}

function link(folder: string, ...programs: readonly string[]): void {
  for (const program of programs) symlinkSync(findProgram(program) ?? program, join(folder, program));
}

/** An apt-get that has its lists only after an update, takes its time to install, and writes down what it was asked. */
function fakeApt(folder: string, install: string): void {
  const script = `#!/bin/sh
    echo "$1" >> ${folder}/apt-log
    case "$1" in
      update) touch ${folder}/lists ;;
      install) [ -e ${folder}/lists ] || exit 100; sleep 0.3; ${install} ;;
    esac`;
  writeFileSync(join(folder, 'apt-get'), script);
  chmodSync(join(folder, 'apt-get'), 0o755);
}

test('without a program and without a way to install it, the error says what to install', async () => {
  const { found, started } = await searchWith('', emptyFolder());

  expect(found).toEqual({ available: false, install: expect.stringMatching(/install redis-server.*REDIS_URL/) });
  expect(started).toMatch(/install redis-server.*REDIS_URL/);
});

testOwnRedis('a program in the cache folder of the repository is found without PATH', async () => {
  const repository = emptyFolder();
  const [cache, inside] = [join(repository, '.cache', 'servers'), join(repository, 'packages', 'redis')];
  for (const folder of [cache, inside]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(repository, 'pnpm-workspace.yaml'), '');
  link(cache, 'redis-server');

  const { found, started } = await searchWith('', inside);
  expect(found).toEqual({ available: true, against: started });
  expect(started).toMatch(/^redis-server \d/);
});

// The rest is about apt, and the lock that several processes share.
const testOwnRedisWithLock = findProgram('flock') ? testOwnRedis : test.skip;

testOwnRedisWithLock(
  'of several processes that miss the program, one installs it by apt and the others wait',
  async () => {
    const programs = emptyFolder();
    link(programs, 'sh', 'flock', 'sleep', 'touch', 'ln');
    fakeApt(programs, `ln -s ${findProgram('redis-server')} ${programs}/redis-server`);

    const results = await Promise.all([1, 2, 3].map(() => searchWith(programs, emptyFolder(), true)));
    for (const { found, started } of results) expect(found).toEqual({ available: true, against: started });
    expect(readFileSync(join(programs, 'apt-log'), 'utf8')).toBe('install\nupdate\ninstall\n');
  },
);

testOwnRedisWithLock('an install that fails is told as what to install', async () => {
  const programs = emptyFolder();
  link(programs, 'sh', 'flock', 'sleep', 'touch', 'ln');
  fakeApt(programs, 'exit 1');

  const { found } = await searchWith(programs, emptyFolder(), true);
  expect(found).toEqual({ available: false, install: expect.stringMatching(/install redis-server.*REDIS_URL/) });
  expect(readFileSync(join(programs, 'apt-log'), 'utf8')).toBe('install\nupdate\ninstall\n');
});

testOwnRedisWithLock('apt is left alone by who is not root', async () => {
  const programs = emptyFolder();
  link(programs, 'sh', 'flock', 'sleep', 'touch', 'ln');
  fakeApt(programs, 'exit 1');

  // Whoever runs this test.
  const program = startProgram('process.getuid = () => 1000; console.log((await servers.findRedis()).available);', {
    cwd: emptyFolder(),
    environment: { PATH: programs },
  });
  expect(await text(program.stdout)).toBe('false\n');
  expect(existsSync(join(programs, 'apt-log'))).toBe(false);
});
