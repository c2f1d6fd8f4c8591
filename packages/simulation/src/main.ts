import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { mutations } from './mutations/mutations.ts';
import { describeFailure, describeSummary } from './report.ts';
import { type RunOptions, Workers } from './workers.ts';

const help = `npm run simulate -- [--seeds COUNT] [--from SEED] [--seed SEED [--trace] [--shrink]] [--calm] [--mutation NAME]

Runs the chain, the journal and storages on simulated drivers, under faults, and holds what happened against their promises.

--seeds COUNT     how many seeds; default 10000
--from SEED       the first one; default 1
--seed SEED       this one alone
--trace           with all that happened in it
--shrink          without what it does not need to fail
--calm            without faults
--mutation NAME   with a fault in the sources, until a seed finds it: ${mutations.map(({ name }) => name).join(', ')}`;

const repository = fileURLToPath(new URL('../../..', import.meta.url));

try {
  await main();
} catch (error) {
  console.error(`simulate: ${(error as Error).message}`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '10000' },
      from: { type: 'string', default: '1' },
      seed: { type: 'string' },
      trace: { type: 'boolean', default: false },
      shrink: { type: 'boolean', default: false },
      calm: { type: 'boolean', default: false },
      mutation: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return console.log(help);
  const mutation = mutations.find(({ name }) => name === values.mutation);
  if (values.mutation !== undefined && !mutation) throw new Error(`there is no mutation "${values.mutation}"`);

  const workers = await Workers.start(repository, mutation, values.seed === undefined ? undefined : 1);
  try {
    if (values.seed === undefined) {
      const [first, count] = [numberOf(values.from), numberOf(values.seeds)];
      await runAll(workers, { first, count, isCalm: values.calm, stopsAtFirst: mutation !== undefined });
    } else await runOne(workers, numberOf(values.seed), values);
  } finally {
    await workers.stop();
  }
}

async function runAll(workers: Workers, options: RunOptions): Promise<void> {
  const bar = new SingleBar({
    format: '{bar} {percentage}% | {value} of {total} seeds, {failed} failed | {eta_formatted} left',
    hideCursor: true,
  });
  bar.start(options.count, 0, { failed: 0 });
  const onProgress = ({ seeds, failed }: { seeds: number; failed: number }) => bar.update(seeds, { failed });
  const summary = await workers.run({ ...options, onProgress });
  bar.stop();
  console.log(describeSummary(summary));
  if (summary.failed > 0) process.exitCode = 1;
}

interface ReplayOptions {
  readonly trace: boolean;
  readonly shrink: boolean;
  readonly calm: boolean;
}

async function runOne(workers: Workers, seed: number, { trace, shrink, calm }: ReplayOptions): Promise<void> {
  const result = await workers.replay(seed, { shrinks: shrink, isCalm: calm });
  if (trace || shrink) console.log(result.trace.join('\n'));
  if (result.violations.length > 0) process.exitCode = 1;
  console.log(result.violations.length > 0 ? describeFailure(result) : `seed ${seed}: all promises kept`);
}

function numberOf(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new Error(`${text} is no number of seeds`);
  return number;
}
