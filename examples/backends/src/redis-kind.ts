import type { ServerKind } from './server-kind.ts';

export const redis: ServerKind = {
  variable: 'REDIS_URL',
  start: async () => (await import('@agentstore/test-servers')).startRedis({ own: true }),
  spec: ({ url }, place) => ({ driver: 'redis', url, keyPrefix: `${place}:` }),
};
