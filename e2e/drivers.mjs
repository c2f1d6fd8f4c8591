import { join } from 'node:path';
import { backends } from '../scripts/backends.mjs';

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
const ofServer = (name) => ({ name, packageName: `@agentstore/${name}`, start: () => startServer(name) });

/** All drivers that are published, ours and those of others. @type {readonly PublishedDriver[]} */
export const drivers = [
  {
    name: 'file',
    packageName: '@agentstore/file',
    start: async (folder) => ({ config: { directory: join(folder, 'memory') }, stop: nothingToStop }),
  },
  ...['redis', 'mongo', 'dynamo', 's3'].map(ofServer),
  {
    name: 'lmdb',
    packageName: 'agentstore-driver-lmdb',
    start: async (folder) => ({ config: { path: join(folder, 'memory.lmdb') }, stop: nothingToStop }),
  },
];

/** As the examples start it, with its table or bucket made; keys for it go by the environment. */
async function startServer(driver) {
  const isRequired = process.env.CI === 'true';
  const found = await backends.find(({ name }) => name === driver).resolve();
  if (!isRequired && !found.available) return null;
  // Built after this module was loaded.
  const { openBackend } = await import('@agentstore/example-backends');
  const backend = await openBackend({ driver, program: 'installed' });
  const { driver: _name, ...config } = await backend.spec();
  return { config, stop: () => backend.stop() };
}
