import { backends } from './backends.mjs';

/** Prints what each backend's tests ran against, and counts those that did not: in CI a missing backend is a failure. */
export async function reportBackends(tally) {
  const rows = await Promise.all(backends.map(async ({ name, resolve }) => ({ name, ...(await resolve()) })));
  const width = Math.max(...rows.map(({ name }) => name.length), 'backend'.length);
  console.log(`\n${'backend'.padEnd(width)} | tests ran against`);
  for (const { name, available, against, install } of rows) {
    console.log(`${name.padEnd(width)} | ${available ? against : `skipped: ${install}`}`);
    if (!available) tally.count(process.env.CI === 'true' ? { failed: 1 } : { skipped: 1 });
  }
  console.log();
}
