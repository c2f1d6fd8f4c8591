import { join } from 'node:path';
import { describeSummary } from '../src/report.ts';
import { Workers } from '../src/workers.ts';

const repository = join(__dirname, '../../..');
jest.setTimeout(600_000);

let workers: Workers;
beforeAll(async () => {
  workers = await Workers.start(repository);
});
afterAll(() => workers.stop());

test('a seed is the same simulation each time', async () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const [first, second] = [await workers.replay(seed), await workers.replay(seed)];
    expect(second).toEqual(first);
    expect(first.trace.length).toBeGreaterThan(5);
  }
});

test('10,000 seeds: nothing acknowledged is lost, doubled or hidden, and what was removed stays removed', async () => {
  const summary = await workers.run({ first: 1, count: 10_000 });
  if (summary.failed > 0) throw new Error(describeSummary(summary));
  expect(summary.seeds).toBe(10_000);
});
