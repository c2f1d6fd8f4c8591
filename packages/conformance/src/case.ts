import type { NativeMethod } from './options.ts';
import type { Stage } from './stage.ts';

/** What a case belongs to: the contract of the methods, or one of the guarantees that all drivers give. */
export type Guarantee = 'contract' | 'G1' | 'G2' | 'G3' | 'G4' | 'G5' | 'G6' | 'G7' | 'G8';

/** What must be given, or be native, for a case to run. */
export type Need = NativeMethod | 'processes' | 'leftovers' | 'breakable';

/** A case before it is known which driver it is for. */
export interface CaseDefinition {
  /** A sentence of the contract. */
  readonly title: string;
  /** Default: nothing, every driver must pass it. */
  readonly needs?: readonly Need[];
  /** Only where this method is the base class's. */
  readonly unlessNative?: NativeMethod;
  /** In milliseconds. Default: 30,000. */
  readonly deadlineMs?: number;
  test(stage: Stage): Promise<void>;
}
