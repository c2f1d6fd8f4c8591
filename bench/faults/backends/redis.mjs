import { RedisDriver } from '@agentstore/redis';
import { startRedis } from '@agentstore/test-servers';
import { Redis } from 'ioredis';
import { ofServer } from './of-server.mjs';

/** @type {import('../backend.mjs').Start} */
export async function startRedisBackend({ parentFolder, isProxied }) {
  const server = await startRedis({ own: true, onDisk: true, parentFolder });
  const lone = new RedisDriver({ url: server.url });
  const acl = (...rules) => asAdmin(server.url, (client) => client.call('ACL', 'SETUSER', 'default', ...rules));
  return ofServer({
    server,
    isProxied,
    spec: (port) => ({ driver: 'redis', url: `redis://127.0.0.1:${port}` }),
    lone,
    prepare: async () => {},
    // Rights to its file do not matter once it is open: those of its user do.
    deny: () => acl('-@all', '+acl', '+ping', '+hello', '+info'),
    allow: () => acl('+@all'),
  });
}

async function asAdmin(url, work) {
  const client = new Redis(url);
  try {
    await work(client);
  } finally {
    client.disconnect();
  }
}
