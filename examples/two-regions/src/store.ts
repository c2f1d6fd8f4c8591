import { createStore } from '@agentstore/core';
import { DriverChain } from '@agentstore/core/chain';
import '@agentstore/redis';
import '@agentstore/s3';

// The same program in both regions. The environment of each names the Redis that is near, and the one bucket.
const { REDIS_URL = 'redis://127.0.0.1:6379', S3_BUCKET = 'agentstore', S3_URL } = process.env;

export const chain = new DriverChain({
  reads: 'merged', // what both drivers hold together: the other region's messages come by way of S3
  keepRemovalsSeconds: 7 * 86_400, // longer than a region is ever away
  drivers: [
    { driver: 'redis', url: REDIS_URL, keyPrefix: 'two-regions:', timeoutMs: 2_000 },
    { driver: 's3', bucket: S3_BUCKET, prefix: 'two-regions/', timeoutMs: 2_000, ...(S3_URL && { endpoint: S3_URL }) },
  ],
});
chain.on('degraded', ({ driver, operation }) => console.warn(`${operation} without ${driver}`));
chain.on('recovered', ({ driver }) => console.warn(`${driver} is back, and has what it missed`));
chain.on('conflict', () => console.warn('both regions edited: the newer edit wins'));

export const store = createStore({ defaultStorage: chain });
