// Real faults on real servers, each in the middle of a conversation: `npm run bench:faults`. With all cells, docs/faults.md is
// written anew.
import { parseArgs } from 'node:util';
import { cellsFor } from './cells.mjs';
import { breaches } from './outcome.mjs';
import { measured, writePage } from './page.mjs';
import { runCell } from './run-cell.mjs';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    fault: { type: 'string' },
    quick: { type: 'boolean' },
  },
});
const isAll = Object.keys(values).length === 0;
const cells = cellsFor(values);
const begun = Date.now();
const rows = [];
let [broken, notRun] = [0, 0];
// Clients speak of versions of Node.js to come.
process.removeAllListeners('warning');

for (const [place, cell] of cells.entries()) {
  const { chain, fault, driver, unfit } = cell;
  const row = { chain: chain.name, fault: fault.name, driver, unfit, outcome: null };
  rows.push(row);
  if (unfit) continue;
  const label = `[${place + 1}/${cells.length}, ${Math.round((Date.now() - begun) / 1_000)} s] ${chain.name}: ${fault.name} (${driver})`;
  if (process.stdout.isTTY) process.stdout.write(`${label} ...`);
  try {
    row.outcome = await runCell(cell);
    report(label, row.outcome);
  } catch (error) {
    notRun += 1;
    console.log(`${label}: NOT RUN: ${error.stack}`);
  }
}

if (isAll && notRun === 0) writePage(rows);
else console.log(`\n${measured(rows)}\n`);
console.log(`${rows.length} cells: ${broken} break what is promised, ${notRun} could not be run.`);
if (broken + notRun > 0) process.exitCode = 1;

function report(label, outcome) {
  const broke = breaches(outcome);
  if (broke.length > 0) broken += 1;
  const { acknowledged, longestPauseMs, agreedAfterMs } = outcome;
  const figures = `${acknowledged} acknowledged, longest pause ${Math.round(longestPauseMs)} ms, agreed after ${Math.round(agreedAfterMs)} ms`;
  if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
  console.log(`${label}: ${broke.length > 0 ? `BROKEN: ${broke.join('; ')}` : figures}`);
  if (broke.length > 0) console.log(`    the fault lasted ${Math.round(outcome.lastedMs)} ms`);
  for (const call of outcome.slowCalls) console.log(`    ${call}`);
  for (const error of differing(outcome.failedCalls)) console.log(`    ${error}`);
}

/** Whatever session they speak of. */
function differing(failedCalls) {
  const texts = failedCalls.map(({ of, call, error }) => `${call} of ${of}: ${error.replaceAll(/ of u\/\S+/g, '')}`);
  return new Set(texts.map((text) => text.replaceAll(/\d+ (s ago|ms)/g, 'some $1')));
}
