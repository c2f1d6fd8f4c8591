import { startIfThere } from '../backends/start-if-there.mjs';
import { measureAppends } from '../parts/appends.mjs';
import { measureAtOnce } from '../parts/at-once.mjs';
import { measureChanges } from '../parts/changes.mjs';
import { measureGrowth } from '../parts/growth.mjs';
import { measureListing } from '../parts/listing.mjs';
import { measureReads } from '../parts/reads.mjs';
import { countRequests } from '../parts/requests.mjs';
import { ratioChart } from '../report/ratio-chart.mjs';

/**
 * One driver beside the raw client of its backend.
 *
 * @param {import('../backends/backend.mjs').Backend} backend
 * @returns {import('../run.mjs').Section}
 */
export function driverSection(backend) {
  return {
    name: backend.name,
    title: backend.title,
    measure: (run) =>
      withBackend(backend, run, async (measured, server, ownRun) => {
        const rows = [];
        for (const length of [10, 1_000, 10_000]) {
          rows.push(...(await measureAppends(measured, length, ownRun)));
          rows.push(...(await measureReads(measured, length, ownRun)));
          // To store it anew takes seconds on some.
          if (run.lengths.includes(length)) rows.push(...(await measureChanges(measured, length, ownRun)));
          await empty(measured);
        }
        rows.push(...(await measureGrowth(measured, ownRun)));
        await empty(measured);
        rows.push(...(await measureAtOnce(measured, ownRun)));
        await empty(measured);
        rows.push(...(await measureListing(measured, ownRun)));
        await empty(measured);
        rows.push(...((await backend.measureAlone?.(server, measured, ownRun)) ?? []));
        const counted = backend.isLocal ? { rows: [] } : await countRequests(measured, server, ownRun);
        const chart = {
          file: `${backend.name}.svg`,
          svg: ratioChart(backend.title, rows),
          alt: `${backend.title}: the ratios of the table as dots with their spread`,
        };
        return {
          against: server.version,
          rows: [...rows, ...counted.rows],
          tables: counted.table ? [counted.table] : [],
          charts: [chart],
        };
      }),
  };
}

async function empty(backend) {
  if (!backend.empty) return;
  await backend.empty();
  backend.grown.clear();
}

/** Starts the backend's server, connects, and frees both in the end. Rejects with Unavailable where there is no server. */
export async function withBackend(backend, run, work) {
  const server = await startIfThere(backend);
  try {
    const connection = await backend.connect(server, server.port);
    try {
      await connection.driver.setup();
      const limits = { ...run.limits, inOrder: backend.isReplayed };
      return await work({ ...backend, ...connection, grown: new Map() }, server, { ...run, limits });
    } finally {
      await connection.close();
    }
  } finally {
    await server.stop();
  }
}
