import { registerDriver } from '@agentstore/core';
import { DriverChain } from './driver-chain.ts';

registerDriver('chain', DriverChain);

export { DriverChain, type DriverStatus } from './driver-chain.ts';
export type { ChainEvents, ChainListener, TracedEvent } from './events.ts';
export type { LinkState } from './health.ts';
export type { TracedCall, TracedUpkeep } from './tracing.ts';
export type { Holding, Verification, VerificationProgress } from './verify.ts';
