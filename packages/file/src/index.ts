import { registerDriver } from '@agentstore/core';
import { FileDriver } from './driver.ts';

registerDriver('file', FileDriver);

export type { FileConfig } from './config.ts';
export { FileDriver };
