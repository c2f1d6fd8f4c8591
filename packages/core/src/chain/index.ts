import { registerDriver } from '@agentstore/core';
import { DriverChain } from './driver-chain.ts';

registerDriver('chain', DriverChain);

export type { ChainEvents, ChainListener } from './events.ts';
export { DriverChain };
