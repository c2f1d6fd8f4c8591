import { dynamo } from './backends/dynamo.mjs';
import { file } from './backends/file.mjs';
import { mongo } from './backends/mongo.mjs';
import { redis } from './backends/redis.mjs';
import { s3 } from './backends/s3.mjs';
import { driverSection } from './sections/driver.mjs';
import { faults } from './sections/faults.mjs';
import { many } from './sections/many.mjs';
import { memory } from './sections/memory.mjs';
import { peers } from './sections/peers.mjs';
import { startup } from './sections/startup.mjs';
import { storage } from './sections/storage.mjs';

/** In the order in which they run, and stand in the document. @type {readonly import('./run.mjs').Section[]} */
export const sections = [...[redis, file, mongo, dynamo, s3].map(driverSection), storage, many, memory, startup, peers, faults];
