import type { LinkSpec } from '../registry/driver-spec.ts';

export interface ChainOptions {
  /** How many drivers must have stored a change before it is acknowledged. Default: 1. */
  readonly minWrites?: number | 'majority' | 'all';
  /** In milliseconds: how long each driver may take for one operation, unless its link says otherwise. Default: 5,000. */
  readonly timeoutMs?: number;
}

export interface ChainConfig extends ChainOptions {
  /** In the order of their priority. */
  readonly drivers: readonly LinkSpec[];
}

/** What a driver's place in a chain may say, beside its own config. */
export interface LinkOptions {
  /** Unique in the chain, and the same in every process. Default: the driver's name. */
  readonly id?: string;
  /** In milliseconds: how long this driver may take for one operation. Default: the chain's. */
  readonly timeoutMs?: number;
}
