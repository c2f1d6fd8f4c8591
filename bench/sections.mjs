import { redis } from './backends/redis.mjs';
import { driverSection } from './sections/driver.mjs';

/** In the order in which they run, and stand in the document. @type {readonly import('./run.mjs').Section[]} */
export const sections = [driverSection(redis)];
