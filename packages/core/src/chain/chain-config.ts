import type { LinkSpec } from '../registry/driver-spec.ts';

export interface ChainOptions {
  /** How many drivers must have stored a change before it is acknowledged. Default: 1. */
  readonly minWrites?: number | 'majority' | 'all';
  /**
   * `first`: a read is answered by the first driver that has the whole list. `merged`: by what all drivers that can be reached
   * hold together, for several regions that each write to a driver of their own. Default: 'first'.
   */
  readonly reads?: 'first' | 'merged';
  /** In milliseconds: how long each driver may take for one operation, unless its link says otherwise. Default: 5,000. */
  readonly timeoutMs?: number;
  /**
   * In seconds, at least 600: how long the drivers remember that a list was removed, once all of this chain do. A driver that this
   * chain does not have, of another region, has to hear of it within that time. Default: 600.
   */
  readonly keepRemovalsSeconds?: number;
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
  /**
   * In seconds: how long the driver keeps a list after its last write. A driver that the chain makes is made with it, and an
   * instance should have been: what expired in it is looked for in the others, and not carried back. Default: for ever.
   */
  readonly ttlSeconds?: number;
  /**
   * The driver is written after the change was acknowledged, from a queue in this process: what is queued when the process dies
   * has not reached it. It does not count for `minWrites`. Default: false.
   */
  readonly background?: boolean | BackgroundOptions;
}

export interface BackgroundOptions {
  /** How many changes may wait. Default: 1,000. */
  readonly maxQueued?: number;
  /** What a change meets that finds the queue full: it waits for room, or is rejected and changes nothing. Default: 'wait'. */
  readonly whenFull?: 'wait' | 'reject';
}
