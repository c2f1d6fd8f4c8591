import type { ServerKind } from './server-kind.ts';

export const mongo: ServerKind = {
  variable: 'MONGODB_URL',
  start: async () => (await import('@agentstore/test-servers')).startMongo({ own: true }),
  spec: ({ url }, place) => ({ driver: 'mongo', url, collection: place }),
};
