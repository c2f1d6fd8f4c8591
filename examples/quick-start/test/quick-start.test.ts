import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStore } from '@agentstore/core';
import { FileDriver } from '@agentstore/file';

const program = join(__dirname, '../dist/main.js');
const directory = realpathSync(mkdtempSync(join(tmpdir(), 'agentstore-quick-start-test-')));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function run(cwd: string, ...programArguments: readonly string[]): string {
  if (!existsSync(program)) throw new Error('build the example first: npm run build');
  return execFileSync(process.execPath, [program, ...programArguments], { cwd, encoding: 'utf8' });
}

test('what one run stores the next one finds, and any other program with the same directory and session', async () => {
  const folder = join(directory, 'kept');
  expect(run(directory, folder)).toMatch(/^found 0 messages of earlier runs\n/);
  expect(run(directory, folder)).toMatch(/^found 4 messages of earlier runs\n/);

  const driver = new FileDriver({ directory: folder });
  const store = createStore({ defaultStorage: driver });
  const messages = await store.history({ agentName: 'support', userId: 'ann', chatName: 'order-4471' }).get();
  const turn = [
    ['user', 'Where is my order?'],
    ['assistant', null],
    ['tool', 'left the warehouse at 9:12'],
    ['assistant', 'It left at 9:12.'],
  ];
  expect(messages.map(({ role, content }) => [role, content])).toEqual([...turn, ...turn]);
  await driver.close();
});

test('a run shows the end of the conversation, the edit included', () => {
  expect(run(directory).split('\n').slice(1, 6)).toEqual([
    'support remembers ann in order-4471:',
    '  user      Where is my order?',
    '  assistant (calls a tool)',
    '  tool      left the warehouse at 9:12',
    '  assistant It left at 9:12.',
  ]);
});

test('a run without a folder leaves nothing behind, neither where it runs nor where it stored', () => {
  const cwd = mkdtempSync(join(directory, 'empty-'));
  const [, stored = ''] = / messages in (.*)\n$/.exec(run(cwd)) ?? [];
  expect(stored).toContain('agentstore-quick-start-');
  expect(existsSync(stored)).toBe(false);
  expect(readdirSync(cwd)).toEqual([]);
});
