import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { runsTestsOf } from '@agentstore/test-servers';
import { exampleServers } from './example-servers.ts';
import { runExample } from './run-example.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const cwd = temporaryDirectory();
const testRedis = runsTestsOf('own redis') ? test : test.skip;

afterEach(() => expect(readdirSync(cwd)).toEqual([]));

describe('in one process, with --driver memory,', () => {
  const run = async (example: string) => {
    const result = await runExample(example, ['--driver', 'memory'], { cwd });
    expect(result).toMatchObject({ errors: '', code: 0 });
    return result.output;
  };

  test('the demo says why nothing is killed, and shows the rest', async () => {
    const output = await run('demo');
    expect(output).toContain('what the memory driver keeps lies in the process, and dies with it');
    expect(output).not.toContain('NOT TRUE');
    expect(output.match(/✓/g)).toHaveLength(6);
    expect(output).toContain('2 sessions in the memory of this process');
  });

  test.each([
    ['quick-start', '  assistant It left at 9:12.\n4 messages in the memory of this process\n'],
    ['custom-storage', '\nremoved: 0 summaries, 0 messages left\n'],
    ['request-handler', '20 requests at once to one process: 20 questions stored with their answers\n'],
    ['configuring', `${' '.repeat(20)}openai/near: u.ann/a.openai/c.provider/s.history\n`],
  ])('the example %s does what it does elsewhere', async (example, shown) => {
    expect(await run(example)).toContain(shown);
  });
});

testRedis('where no server is given, one is started, and ends with the program', async () => {
  const { output, errors, code } = await runExample('quick-start', ['--driver', 'redis'], { cwd });
  expect({ errors, code }).toEqual({ errors: '', code: 0 });
  const [, port] = /^the redis driver: redis-server \S+ on port (\d+), started for this run\n/.exec(output) ?? [];
  await expect(once(connect(Number(port), '127.0.0.1'), 'connect')).rejects.toThrow('ECONNREFUSED');
});

testRedis('the server that the environment names is taken, before one is started', async () => {
  const server = await exampleServers.redis();
  try {
    const { output } = await runExample('quick-start', ['--driver', 'redis'], { cwd, env: { REDIS_URL: server.url } });
    expect(output).toMatch(/^the redis driver: the server of REDIS_URL\n/);
    expect(output).not.toContain(String(server.secret));
  } finally {
    await server.stop();
  }
});

testRedis('where no proxy can stand before the server, the demo says so, and shows the rest', async () => {
  const server = await exampleServers.redis();
  try {
    // The same server, as one elsewhere is named: by what is not plainly this machine.
    const url = server.url.replace('@127.0.0.1:', '@127.1:');
    const { output, code } = await runExample('demo', ['--driver', 'redis', '--url', url], { cwd });
    expect(code).toBe(0);
    expect(output).toContain('this act cuts the way to the server, which it can where the server is on this machine');
    expect(output.match(/✓/g)).toHaveLength(3);
    expect(output).toContain('1 session in the server of --url, 0 of them from earlier runs');
  } finally {
    await server.stop();
  }
});

test.each([
  [
    'a name that is none',
    ['--driver', 'reddis'],
    'there is no driver "reddis": take one of file, memory, redis, mongo, dynamo, s3',
  ],
  ['a url without a driver', ['--url', 'redis://127.0.0.1'], '--url is for a driver with a server: '],
  ['a folder for a server', ['--driver', 'redis', './memory'], 'a folder is for the file driver, not for redis'],
  ['two folders', ['./one', './two'], 'one folder at a time'],
  [
    'a server that does not answer',
    ['--driver', 'redis', '--url', 'redis://:hidden@127.0.0.1:1'],
    'redis: setup failed: ',
  ],
])('%s is one line, and code 1', async (_, programArguments, line) => {
  const { output, errors, code } = await runExample('quick-start', programArguments, { cwd });
  expect({ output, code }).toEqual({ output: '', code: 1 });
  expect(errors).toMatch(/^quick-start: .*\n$/);
  expect(errors).toContain(line);
  expect(errors).not.toContain('hidden');
});

test('a server that cannot be had is one line that says what to install, and code 1', async () => {
  const env = { PATH: join(cwd, 'nothing') };
  for (const example of ['quick-start', 'demo']) {
    const { output, errors, code } = await runExample(example, ['--driver', 'redis'], { cwd, env });
    expect({ output, code }).toEqual({ output: '', code: 1 });
    expect(errors).toMatch(
      /^\S+: no server for redis \(--url names one that runs elsewhere\): .*install redis-server.*\n$/,
    );
  }
});

test('--help lists the options', async () => {
  for (const example of ['demo', 'quick-start']) {
    const { output, code } = await runExample(example, ['--help'], { cwd });
    expect(code).toBe(0);
    expect(output).toMatch(/^npm run .*\n[\s\S]*\n--driver NAME .*redis, mongo, dynamo or s3\n--url URL /);
  }
  expect(existsSync(join(cwd, '.agentstore-demo'))).toBe(false);
});
