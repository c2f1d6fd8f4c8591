import { statfs } from 'node:fs/promises';
import { tmpdir, type } from 'node:os';

/**
 * @typedef {object} Backend
 * @property {string} name of the driver
 * @property {() => Promise<{ available: true, against: string } | { available: false, install: string }>} resolve
 *   what its tests run against (server and version), or how to install it
 */

/** What each driver's tests run against. @type {readonly Backend[]} */
export const backends = [
  { name: 'memory', resolve: async () => ({ available: true, against: 'in this process' }) },
  {
    name: 'file',
    resolve: async () => ({
      available: true,
      against: ['node:fs', `${type()}${await fileSystem(tmpdir())}`, `node ${process.version}`].join(', '),
    }),
  },
  ofServer('redis', 'findRedis'),
  ofServer('mongo', 'findMongo'),
  ofServer('dynamo', 'findDynamo'),
  ofServer('s3', 'findS3'),
];

/** @returns {Backend} @param find what tells it, of the test servers */
function ofServer(name, find) {
  const notBuilt = { available: false, install: 'build packages/test-servers first' };
  return { name, resolve: async () => (await testServers())?.[find]() ?? notBuilt };
}

/** The built package; null where the build failed: the table is printed all the same. */
async function testServers() {
  try {
    return await import('@agentstore/test-servers');
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return null;
  }
}

// Magic numbers of statfs(2) on Linux; elsewhere they mean other things.
const LINUX_FILE_SYSTEMS = new Map([
  [0xef53, 'ext4'],
  [0x01021994, 'tmpfs'],
  [0x58465342, 'xfs'],
  [0x9123683e, 'btrfs'],
  [0x794c7630, 'overlayfs'],
  [0x2fc12fc1, 'zfs'],
  [0x6969, 'nfs'],
]);

async function fileSystem(folder) {
  const name = process.platform === 'linux' && LINUX_FILE_SYSTEMS.get((await statfs(folder)).type);
  return name ? ` ${name}` : '';
}
