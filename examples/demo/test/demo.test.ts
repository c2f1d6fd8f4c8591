import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createStore } from '@agentstore/core';
import '@agentstore/file';
import { runsTestsOf } from '@agentstore/test-servers';

const program = join(__dirname, '../dist/main.js');
const directory = realpathSync(mkdtempSync(join(tmpdir(), 'agentstore-demo-test-')));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function run(cwd: string, programArguments: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  if (!existsSync(program)) throw new Error('build the demo first: npm run build');
  return execFileSync(process.execPath, [program, ...programArguments], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
}

test('what one run stores the next one finds, each message once, and only the sessions stay', async () => {
  const cwd = mkdtempSync(join(directory, 'kept-'));
  expect(run(cwd, [])).toContain(`  2 sessions in ${cwd}/.agentstore-demo/sessions, 0 of them from earlier runs\n`);
  const output = run(cwd, []);
  expect(output).toContain(`  4 sessions in ${cwd}/.agentstore-demo/sessions, 2 of them from earlier runs\n`);
  expect(output).not.toContain('NOT TRUE');
  expect(output.match(/✓ .*/g)).toEqual([
    expect.stringMatching(/^✓ acknowledged \d+, found \d+: /),
    '✓ the second process began where the first one had stopped',
    expect.stringMatching(/^✓ 16 stored of 16: /),
    '✓ acknowledged 16 of 16; "first" missed 8 of the 8 after its failure',
    '✓ read again: event failover, "second" answered',
    expect.stringMatching(/^✓ 16 stored of 16: /),
  ]);

  expect(readdirSync(cwd)).toEqual(['.agentstore-demo']);
  expect(readdirSync(join(cwd, '.agentstore-demo'))).toEqual(['sessions']);
  await using store = createStore({
    defaultStorage: { driver: 'file', directory: join(cwd, '.agentstore-demo/sessions') },
  });
  const counts: number[] = [];
  for await (const session of store.sessions({ agentName: 'demo' })) counts.push(await store.history(session).count());
  expect(counts).toEqual([16, 16, 16, 16]);
});

test('a conversation of your own is stored as it is', async () => {
  const cwd = mkdtempSync(join(directory, 'own-'));
  const messages = [
    { role: 'user', content: 'a\u0000b', odd: { __proto__x: [1, null] } },
    { role: 'assistant', content: '🙂' },
  ];
  writeFileSync(join(cwd, 'mine.jsonl'), messages.map((message) => JSON.stringify(message)).join('\n'));
  expect(run(cwd, ['mine.jsonl'])).toContain('2 messages ("mine")');
  await using store = createStore({
    defaultStorage: { driver: 'file', directory: join(cwd, '.agentstore-demo/sessions') },
  });
  for await (const session of store.sessions({ agentName: 'demo' })) {
    expect(await store.history(session).get()).toEqual(messages);
  }
});

describe('what is loaded', () => {
  const loaded = (...programArguments: string[]): string => {
    const cwd = mkdtempSync(join(directory, 'loaded-'));
    const [file, hooks] = [join(cwd, 'loaded'), join(cwd, 'hooks.mjs')];
    writeFileSync(
      hooks,
      `import { appendFileSync } from 'node:fs';
      export async function resolve(name, context, next) {
        const found = await next(name, context);
        appendFileSync(${JSON.stringify(file)}, found.url + '\\n');
        return found;
      }`,
    );
    const register = `import { register } from 'node:module'; register(${JSON.stringify(pathToFileURL(hooks))});`;
    run(cwd, programArguments, { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(register)}` });
    return readFileSync(file, 'utf8');
  };
  const others = /\/(redis|mongo|dynamo|s3|test-servers)\/dist\//;

  test('without --driver, no other driver, no client and nothing that starts servers', () => {
    const files = loaded();
    expect(files).toContain('/packages/file/dist/');
    expect(files).not.toMatch(others);
    expect(files).not.toMatch(/ioredis|mongodb|@aws-sdk/);
  });

  (runsTestsOf('redis') ? test : test.skip)('with it, the driver that it names, and none beside it', () => {
    const files = loaded('--driver', 'redis');
    const found = new Set(files.match(new RegExp(others, 'g')));
    expect([...found].sort()).toEqual(['/redis/dist/', '/test-servers/dist/']);
  });
});
