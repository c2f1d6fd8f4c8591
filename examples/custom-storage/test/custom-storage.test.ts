import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStore, ValidationError } from '@agentstore/core';
import { FileDriver } from '@agentstore/file';
import { ConversationSummary, Note } from '../src/summaries.ts';
import { SummaryAgent } from '../src/summary-agent.ts';
import { SummaryStorage } from '../src/summary-storage.ts';

const program = join(__dirname, '../dist/main.js');
const directory = realpathSync(mkdtempSync(join(tmpdir(), 'agentstore-custom-storage-test-')));
const driver = new FileDriver({ directory: join(directory, 'memory') });
const store = createStore({ defaultStorage: driver });
afterAll(async () => {
  await driver.close();
  rmSync(directory, { recursive: true, force: true });
});

const given = { summary: 'Charged twice, given back once.', messageCount: 16, createdAt: '2026-11-24T10:00:00.000Z' };

test('what is stored comes back as instances of the models, defaults filled in, to another storage', async () => {
  const agent = new SummaryAgent({ chatName: 'instances' }, store);
  await agent.summaries().add({ type: 'summary', ...given }, { type: 'note', text: 'writes French' });

  const [summary, note] = await new SummaryAgent({ chatName: 'instances' }, store).summaries().get();
  expect(summary).toBeInstanceOf(ConversationSummary);
  expect({ ...summary }).toEqual({ type: 'summary', ...given, topics: null });
  expect(note).toBeInstanceOf(Note);
});

test('the latest summary is a summary, though a note came later, and null where there is none', async () => {
  const summaries = new SummaryAgent({ chatName: 'latest' }, store).summaries();
  expect(await summaries.latestSummary()).toBeNull();
  await summaries.addSummary('first', 2);
  await summaries.addSummary('second', 4, 'billing');
  await summaries.add({ type: 'note', text: 'writes French' });
  const latest = await summaries.latestSummary();
  expect([latest?.headline, latest?.topics]).toEqual(['second', 'billing']);
});

test('what a model computes is not stored', async () => {
  const summaries = new SummaryAgent({ chatName: 'headline' }, store).summaries();
  const added = await summaries.addSummary('a'.repeat(100), 1);
  expect(added.headline).toHaveLength(40);
  expect(JSON.stringify(await driver.read(summaries.identity))).not.toContain('headline');
});

test('what the schema refuses is an error that names the field, and nothing of its turn is stored', async () => {
  const summaries = new SummaryAgent({ chatName: 'refused' }, store).summaries();
  await expect(summaries.addSummary('', 1)).rejects.toThrow(/^ConversationSummary\.summary /);
  const isValid = { type: 'note', text: 'would have been fine' } as const;
  // @ts-expect-error the compiler refuses it, and so does the schema
  const refused = summaries.add(isValid, { type: 'note', txt: 'a typo' });
  await expect(refused).rejects.toThrow(ValidationError);
  expect(await driver.read(summaries.identity)).toBeNull();
});

test('a stored item that is none of the models is an error that names it, never left out', async () => {
  const summaries = new SummaryAgent({ chatName: 'damaged' }, store).summaries();
  await summaries.addSummary('fine', 1);
  await driver.append(summaries.identity, [{ type: 'sumary', text: 'by hand' }]);
  await expect(new SummaryStorage({ agentName: 'summary', chatName: 'damaged' }, driver).get()).rejects.toThrow(
    /^item \S+ of u\/a\.summary\/c\.damaged\/s\.summaries cannot be read: .*"sumary" is none of /,
  );
});

test('the program shows what it stored, removes it, and leaves nothing behind', () => {
  if (!existsSync(program)) throw new Error('build the example first: npm run build');
  const cwd = mkdtempSync(join(directory, 'empty-'));
  const output = execFileSync(process.execPath, [program], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: cwd },
  });
  expect(output.split('\n')).toEqual([
    expect.stringMatching(/^refused: ConversationSummary\.summary .*; ConversationSummary\.messageCount: /),
    'summary: Charged twice after a restart of the wo… (16 messages, topics: billing)',
    'note:    writes French',
    expect.stringMatching(/^the latest one is a ConversationSummary, of \d{4}-\d\d-\d\d$/),
    'stored:  u.ann/a.summary/c.order-4471/s.history',
    'stored:  u.ann/a.summary/c.order-4471/s.summaries',
    'removed: 0 summaries, 0 messages left',
    '',
  ]);
  expect(readdirSync(cwd)).toEqual([]);
});
