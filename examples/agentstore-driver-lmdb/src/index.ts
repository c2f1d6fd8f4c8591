import { registerDriver } from '@agentstore/core';
import { LmdbDriver } from './driver.ts';

registerDriver('lmdb', LmdbDriver);

export type { LmdbConfig } from './config.ts';
export { LmdbDriver };
