import { backends } from './backends/all.mjs';
import { driverSection } from './sections/driver.mjs';
import { elsewhere } from './sections/elsewhere.mjs';
import { faults } from './sections/faults.mjs';
import { many } from './sections/many.mjs';
import { memory } from './sections/memory.mjs';
import { peers } from './sections/peers.mjs';
import { startup } from './sections/startup.mjs';
import { storage } from './sections/storage.mjs';

/** In the order in which they run, and stand in the document. @type {readonly import('./run.mjs').Section[]} */
export const sections = [...backends.map(driverSection), storage, many, memory, startup, peers, elsewhere, faults];
