import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileDriver } from '@agentstore/file';
import { RedisDriver } from '@agentstore/redis';
import { startRedis } from '@agentstore/test-servers';
import { startIfThere } from '../backends/start-if-there.mjs';
import { measureChains } from '../parts/chains.mjs';
import { measureStorage } from '../parts/storages.mjs';
import { ratioChart } from '../report/ratio-chart.mjs';

/** What Storages and chains cost beside the driver that they stand on. @type {import('../run.mjs').Section} */
export const storage = {
  name: 'storage',
  title: 'Storages and chains',
  async measure(run) {
    const server = await startIfThere({ start: () => startRedis({ own: true }) });
    const directory = mkdtempSync(join(tmpdir(), 'agentstore-bench-'));
    const redis = new RedisDriver({ url: server.url, timeoutMs: 60_000 });
    const file = new FileDriver({ directory });
    try {
      const rows = [
        ...(await measureStorage('Redis', redis, run)),
        ...(await measureStorage('file', file, run)),
        ...(await measureChains(redis, file, run)),
      ];
      const chart = {
        file: 'storage.svg',
        svg: ratioChart('Storages and chains', rows, 'the driver alone'),
        alt: 'Storages and chains: the ratios of the table as dots with their spread',
      };
      return { against: `${server.version} and files`, rows, charts: [chart] };
    } finally {
      await redis.close();
      await file.close();
      await server.stop();
      rmSync(directory, { recursive: true });
    }
  },
};
