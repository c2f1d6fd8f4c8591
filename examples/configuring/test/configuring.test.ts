import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SessionIdentity } from '@agentstore/core';
import { FileDriver } from '@agentstore/file';
import { config } from '../src/config.ts';

const program = join(__dirname, '../dist/main.js');
const directory = realpathSync(mkdtempSync(join(tmpdir(), 'agentstore-configuring-test-')));
const memory = join(directory, 'memory');
let output: string;

beforeAll(() => {
  if (!existsSync(program)) throw new Error('build the example first: npm run build');
  output = execFileSync(process.execPath, [program, memory], { cwd: directory, encoding: 'utf8' });
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The directories, of all that the configuration and the agents name, in which a driver finds that history. */
async function directoriesWith(agentName: string, chatName: string): Promise<string[]> {
  const identity = new SessionIdentity({ agentName, userId: 'ann', chatName, scope: 'history' });
  const found: string[] = [];
  for (const name of directories) {
    const driver = new FileDriver({ directory: join(memory, name) });
    if ((await driver.read(identity)) !== null) found.push(name);
    await driver.close();
  }
  return found;
}

const directories = [
  'defaults/state',
  'defaults/histories',
  'defaults/usage',
  'openai/near',
  'openai/far',
  'openai/usage',
  'audit',
  'run-time',
];

test.each([
  ['the global defaults, where nothing else is said', 'plain', 'defaults', ['defaults/histories']],
  ["the provider's part, in both drivers of its chain", 'openai', 'provider', ['openai/near', 'openai/far']],
  ["the agent's class, before its provider's part", 'audit', 'class', ['audit']],
  ['setChatHistory(), before everything', 'audit', 'run-time', ['run-time']],
])('a history lies where it is said by %s', async (_, agentName, chatName, where) => {
  expect(await directoriesWith(agentName, chatName)).toEqual(where);
});

test('each kind of storage is decided for itself, and nothing lies anywhere else', () => {
  const files = readdirSync(memory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(memory.length + 1));
  expect(files.sort()).toEqual([
    'audit/u.ann/a.audit/c.class/s.history.jsonl',
    'audit/u.ann/a.audit/c.kinds/s.history.jsonl',
    'defaults/histories/u.ann/a.plain/c.defaults/s.history.jsonl',
    'defaults/state/u.ann/a.audit/c.kinds/s.notes.jsonl',
    'openai/far/u.ann/a.openai/c.provider/s.history.jsonl',
    'openai/near/u.ann/a.openai/c.provider/s.history.jsonl',
    'openai/usage/u.ann/a.audit/c.kinds/s.usage.jsonl',
    'run-time/u.ann/a.audit/c.run-time/s.history.jsonl',
  ]);
});

test('what decided is told, and where the history lies', () => {
  expect(output).toBe(`\
The history by
  global defaults   defaultHistoryStorage
                    defaults/histories/u.ann/a.plain/c.defaults/s.history.jsonl
  the provider      providers.openai.history
                    openai/far/u.ann/a.openai/c.provider/s.history.jsonl
                    openai/near/u.ann/a.openai/c.provider/s.history.jsonl
  the agent's class agent.history
                    audit/u.ann/a.audit/c.class/s.history.jsonl
  setChatHistory()  runtime
                    run-time/u.ann/a.audit/c.run-time/s.history.jsonl

One agent
  history           agent.history
                    audit/u.ann/a.audit/c.kinds/s.history.jsonl
  usageStorage      providers.openai.usageStorage
                    openai/usage/u.ann/a.audit/c.kinds/s.usage.jsonl
  storage           defaultStorage
                    defaults/state/u.ann/a.audit/c.kinds/s.notes.jsonl
`);
});

test('the configuration is plain JSON', () => {
  expect(JSON.parse(JSON.stringify(config))).toEqual(config);
});
