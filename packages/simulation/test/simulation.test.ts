import { join } from 'node:path';
import { faultWeights } from '../src/plan/fault-plan.ts';
import { describeFailure } from '../src/report.ts';
import { Workers } from '../src/workers.ts';
import { operationWeights } from '../src/workload/operations.ts';

const repository = join(__dirname, '../../..');
jest.setTimeout(600_000);

let workers: Workers;
beforeAll(async () => {
  workers = await Workers.start(repository);
});
afterAll(() => workers.stop());

test('a seed is the same simulation each time, whatever ran before it', async () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const first = await workers.replay(seed);
    await workers.run({ first: 100 * seed, count: 20 });
    expect(await workers.replay(seed)).toEqual(first);
    expect(first.trace.length).toBeGreaterThan(5);
  }
});

test('10,000 seeds: nothing acknowledged is lost, doubled or hidden, and what was removed stays removed', async () => {
  const { seeds, failures, failed, counts } = await workers.run({ first: 1, count: 10_000 });
  const [first] = failures;
  if (first) throw new Error(`${failed} of ${seeds} seeds broke a promise, the first one:\n${describeFailure(first)}`);
  expect(seeds).toBe(10_000);
  // Whatever is planned happens, and often.
  const expected = [
    ...Object.keys(operationWeights).map((operation) => `${operation} done`),
    ...Object.keys(faultWeights).map((fault) => `fault: ${fault}`),
    'rejected by a full queue',
    'made good by a read',
    'verified: differ',
  ];
  expect(expected.filter((what) => (counts.get(what) ?? 0) < 20)).toEqual([]);
});

test('1,000 seeds without faults: there is nothing to excuse', async () => {
  const { failures, excused } = await workers.run({ first: 1, count: 1_000, isCalm: true });
  const [first] = failures;
  if (first) throw new Error(`${describeFailure(first)} --calm`);
  expect([...excused]).toEqual([]);
});
