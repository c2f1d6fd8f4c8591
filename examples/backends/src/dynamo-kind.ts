import type { ServerKind } from './server-kind.ts';

export const dynamo: ServerKind = {
  variable: 'DYNAMODB_URL',
  start: async () => (await import('@agentstore/test-servers')).startDynamo({ own: true }),
  spec: ({ url, region }, place) => ({ driver: 'dynamo', endpoint: url, region, table: place }),
};
