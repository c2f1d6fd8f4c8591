import { readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { timeoutMs } from './faults.mjs';
import { tableOf } from './table.mjs';

const path = fileURLToPath(new URL('../../docs/faults.md', import.meta.url));
const [begin, end] = ['<!-- measured -->', '<!-- /measured -->'];

/** Puts what was measured into the page, in the place of what was measured before. */
export function writePage(rows) {
  const page = readFileSync(path, 'utf8');
  const [before, rest] = page.split(begin);
  const [, after] = rest?.split(end) ?? [];
  if (after === undefined) throw new Error(`${path} lacks ${begin} and ${end}`);
  writeFileSync(path, `${before}${begin}\n${measured(rows)}\n${end}${after}`);
}

/** All tables, and what they were measured on. */
export function measured(rows) {
  const chains = [...new Set(rows.map(({ chain }) => chain))];
  const tables = chains.map((chain) => `## ${chain}\n\n${tableOf(rows.filter((row) => row.chain === chain))}`);
  return [`Measured ${machine(rows)}.`, ...tables].join('\n\n');
}

function machine(rows) {
  const versions = new Set(
    rows.flatMap(({ outcome }) => outcome?.versions ?? []).filter((version) => version !== 'files'),
  );
  const [{ model }] = cpus();
  const gigabytes = Math.round(totalmem() / 1e9);
  const on = `${cpus().length} cores (${model.trim()}), ${gigabytes} GB, ${platform()} ${release()} ${arch()}`;
  return [
    `on ${new Date().toISOString().slice(0, 10)}: ${on}`,
    `Node.js ${process.version}`,
    ...versions,
    `timeouts of ${timeoutMs} ms`,
  ].join('; ');
}
