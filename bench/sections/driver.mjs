import { measureAtLength } from '../parts/at-length.mjs';
import { measureAtOnce } from '../parts/at-once.mjs';
import { measureGrowth } from '../parts/growth.mjs';
import { measureListing } from '../parts/listing.mjs';
import { countRequests } from '../parts/requests.mjs';
import { ratioChart } from '../report/ratio-chart.mjs';
import { startIfThere } from '../backends/start-if-there.mjs';

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
    async measure(given) {
      const run = { ...given, limits: { ...given.limits, inOrder: backend.isReplayed } };
      const server = await startIfThere(backend);
      const connection = await backend.connect(server, server.port);
      try {
        await connection.driver.setup();
        const measured = { ...backend, ...connection };
        const rows = [];
        for (const length of [10, 1_000, 10_000]) rows.push(...(await measureAtLength(measured, length, run)));
        rows.push(...(await measureGrowth(measured, run)));
        rows.push(...(await measureAtOnce(measured, run)));
        rows.push(...(await measureListing(measured, run)));
        const counted = backend.isLocal ? { rows: [] } : await countRequests(backend, server, run);
        return {
          against: server.version,
          rows: [...rows, ...counted.rows],
          tables: counted.table ? [counted.table] : [],
          charts: [
            {
              file: `${backend.name}.svg`,
              svg: ratioChart(backend.title, rows),
              alt: `${backend.title}: the ratios of the table as dots with their spread`,
            },
          ],
        };
      } finally {
        await connection.close();
        await server.stop();
      }
    },
  };
}
