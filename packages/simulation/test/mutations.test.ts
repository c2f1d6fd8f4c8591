import { join } from 'node:path';
import { mutations } from '../src/mutations/mutations.ts';
import { Workers } from '../src/workers.ts';

const repository = join(__dirname, '../../..');
jest.setTimeout(600_000);

/** Found too, by 930 to 12,113 seeds: `npm run simulate -- --seeds 20000 --mutation NAME` shows it. */
const slow = new Set([
  'tombstones do not end what other drivers hold',
  'merge keeps what was replaced alive',
  'missed driver trusted',
  'incomplete list believed',
  'newest revision forgotten',
]);
const quick = mutations.filter(({ name }) => !slow.has(name));

const found: string[] = [];
afterAll(() => console.log(found.join('\n')));

test('there are at least twelve faults to find, each of its own name', () => {
  expect(new Set(mutations.map(({ name }) => name)).size).toBe(mutations.length);
  expect(quick.length).toBeGreaterThanOrEqual(12);
});

test.each(quick)('$name: found within 10,000 seeds', async (mutation) => {
  const workers = await Workers.start(repository, mutation);
  try {
    const { failures, seeds } = await workers.run({ first: 1, count: 10_000, stopsAtFirst: true });
    const [first] = failures;
    if (!first) throw new Error(`${seeds} seeds, and none found it`);
    found.push(`${mutation.name}: seed ${first.seed} (not true: ${first.violations[0]?.rule})`);
  } finally {
    await workers.stop();
  }
});
