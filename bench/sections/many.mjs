import { startProxy } from '@agentstore/test-servers';
import { file } from '../backends/file.mjs';
import { redis } from '../backends/redis.mjs';
import { startIfThere } from '../backends/start-if-there.mjs';
import { measureManySessions } from '../parts/many-sessions.mjs';

/** A hundred thousand sessions on one backend. @type {import('../run.mjs').Section} */
export const many = {
  name: 'many',
  title: 'Many sessions',
  async measure(run) {
    const rows = [];
    const against = [];
    for (const backend of [redis, file]) {
      const [few, full] = [await startPlace(backend), await startPlace(backend)];
      against.push(few.version);
      try {
        rows.push(...(await measureManySessions(backend.title, few, full, run)));
      } finally {
        await few.stop();
        await full.stop();
      }
    }
    return { against: against.join(' and '), rows };
  },
};

/** A server of its own, its driver, and where there is a network, the proxy that counts what it is asked. */
async function startPlace(backend) {
  const server = await startIfThere(backend);
  const proxy = backend.isLocal ? null : await startProxy(server.port);
  const [direct, counted] = [await backend.connect(server, server.port), await backend.connect(server, proxy?.port)];
  return {
    version: server.version,
    driver: direct.driver,
    filler: direct.filler ?? direct.driver,
    counted: proxy && counted.driver,
    proxy,
    async stop() {
      await direct.close();
      await counted.close();
      await proxy?.stop();
      await server.stop();
    },
  };
}
