import { startDynamoBackend } from './backends/dynamo.mjs';
import { startFileBackend } from './backends/file.mjs';
import { startMongoBackend } from './backends/mongo.mjs';
import { startRedisBackend } from './backends/redis.mjs';
import { startS3Backend } from './backends/s3.mjs';

/**
 * @typedef {object} Backend what one driver of a chain works on
 * @property {string} version
 * @property {object} spec its place in the chain
 * @property {import('@agentstore/core').StorageDriver} lone another driver on it, which no fault of the network reaches
 * @property {NodeJS.ProcessEnv} [environment] of processes that use it
 * @property {import('@agentstore/test-servers').TestServer} [server]
 * @property {import('@agentstore/test-servers').TestProxy | null} [proxy]
 * @property {() => Promise<unknown>} prepare after an empty start: what its operator does
 * @property {() => Promise<import('@agentstore/test-servers').Snapshot>} snapshot
 * @property {(from: 'empty' | import('@agentstore/test-servers').Snapshot) => Promise<void>} replace ends it, and starts it with that
 * @property {() => Promise<unknown>} [deny] takes its rights, or its clients', away
 * @property {() => Promise<unknown>} [allow]
 * @property {() => Promise<void>} [afterFullDisk] what its operator does once there is space again
 * @property {() => Promise<void>} stop
 *
 * @callback Start
 * @param {{ parentFolder: string, isProxied: boolean, user: number | undefined }} options
 * @returns {Promise<Backend>}
 */

/** By the name of the driver. @type {Readonly<Record<string, Start>>} */
export const backends = {
  redis: startRedisBackend,
  file: startFileBackend,
  s3: startS3Backend,
  mongo: startMongoBackend,
  dynamo: startDynamoBackend,
};

/** Drivers by their names, in the chain's order. */
export const chains = [
  { name: 'Redis + file', drivers: ['redis', 'file'] },
  { name: 'Redis + S3', drivers: ['redis', 's3'] },
  { name: 'Mongo + Redis', drivers: ['mongo', 'redis'] },
  { name: 'DynamoDB + S3', drivers: ['dynamo', 's3'] },
];
