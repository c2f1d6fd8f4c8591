// That no ratio is far from its aim: quick, and without a time in it, for a busy machine: `npm run bench:check`.
import { backends } from './backends/all.mjs';
import { measureAppends } from './parts/appends.mjs';
import { measureAtOnce } from './parts/at-once.mjs';
import { measureGrowth } from './parts/growth.mjs';
import { measureReads } from './parts/reads.mjs';
import { boundOf, isWithin } from './report/bound.mjs';
import { makeRun, Unavailable } from './run.mjs';
import { withBackend } from './sections/driver.mjs';
import { storage } from './sections/storage.mjs';

/** Many rounds, of which the median counts: a machine that is busy is busy for all that take part. */
const limits = { rounds: 300, seconds: 0.8, fewest: 15 };
const run = { ...makeRun({ quick: true, progress: () => {} }), limits };

for (const backend of backends) await check(backend.title, () => withBackend(backend, run, driverRows));
await check(storage.title, async () => (await storage.measure(run)).rows);
// Not by itself: a client may keep a connection.
process.exit();

async function check(title, measure) {
  try {
    for (const row of await measure()) if (row.aim) say(title, row);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    console.log(`${title} is left out: ${error.message}`);
  }
}

async function driverRows(backend, _server, ownRun) {
  const { aims, guardedLength } = backend;
  const rows = [
    ...(await measureAppends(backend, 10, ownRun)),
    ...(await measureReads(backend, guardedLength, ownRun)),
  ];
  if (aims.growth) rows.push(...(await measureGrowth(backend, ownRun)));
  if (aims.atOnce) rows.push(...(await measureAtOnce(backend, ownRun)));
  return rows;
}

function say(title, { what, to, ratio, aim }) {
  const isGood = isWithin(ratio.value, aim);
  if (!isGood) process.exitCode = 1;
  console.log(`${isGood ? '✓' : '✗'} ${title}: ${what}, to ${to}: ${ratio.value.toFixed(2)}, must be ${boundOf(aim)}`);
}
