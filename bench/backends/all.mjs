import { dynamo } from './dynamo.mjs';
import { file } from './file.mjs';
import { mongo } from './mongo.mjs';
import { redis } from './redis.mjs';
import { s3 } from './s3.mjs';

/** @type {readonly import('./backend.mjs').Backend[]} */
export const backends = [redis, file, mongo, dynamo, s3];
