import { join } from 'node:path';

/**
 * @typedef {object} PublishedDriver
 * @property {string} name in configs
 * @property {string} packageName
 * @property {(folder: string) => Promise<Backend | null>} start
 *   what its lists lie in: below an empty folder, or a server; null: no server can be had, so its checks are skipped
 *
 * @typedef {object} Backend
 * @property {object} config of the driver
 * @property {() => Promise<void>} stop
 */

const nothingToStop = async () => {};

/** All drivers that are published, ours and those of others. @type {readonly PublishedDriver[]} */
export const drivers = [
  {
    name: 'file',
    packageName: '@agentstore/file',
    start: async (folder) => ({ config: { directory: join(folder, 'memory') }, stop: nothingToStop }),
  },
  { name: 'redis', packageName: '@agentstore/redis', start: startRedis },
  {
    name: 'lmdb',
    packageName: 'agentstore-driver-lmdb',
    start: async (folder) => ({ config: { path: join(folder, 'memory.lmdb') }, stop: nothingToStop }),
  },
];

async function startRedis() {
  // Built after this module was loaded.
  const servers = await import('@agentstore/test-servers');
  const isRequired = process.env.CI === 'true';
  if (!isRequired && !(await servers.findRedis()).available) return null;
  const server = await servers.startRedis();
  return { config: { url: server.url }, stop: () => server.stop() };
}
