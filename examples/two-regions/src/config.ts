import { defineConfig } from '@agentstore/core';
import '@agentstore/redis';
import '@agentstore/s3';

const { REDIS_URL = 'redis://127.0.0.1:6379', S3_BUCKET = 'agentstore', S3_URL } = process.env;

/** For speed. One that hangs costs each operation two seconds, at most. */
export const nearby = { driver: 'redis', url: REDIS_URL, keyPrefix: 'two-regions:', timeoutMs: 2_000 } as const;

/** For the day when it is gone. Without an endpoint: AWS, in the region and with the keys that its own settings say. */
const farAway = {
  driver: 's3',
  bucket: S3_BUCKET,
  prefix: 'two-regions/',
  ...(S3_URL && { endpoint: S3_URL }),
} as const;

/** A list of drivers is a chain, in the order of their priority. */
export const config = defineConfig({ defaultHistoryStorage: [nearby, farAway] });
