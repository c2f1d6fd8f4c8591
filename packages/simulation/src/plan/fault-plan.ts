import type { Random } from '../random.ts';

/** What befalls a server, a process or the way between them, when and for how long. */
export interface FaultPlan {
  readonly at: number;
  readonly kind: FaultKind;
  readonly server: number;
  readonly process: number;
  /** In milliseconds. */
  readonly length: number;
  /** What it draws while it happens. */
  readonly seed: number;
}

export const faultWeights = {
  /** Nobody listens for a while. */
  refuse: 8,
  /** It takes requests and answers none; some are done once it goes on. */
  hang: 8,
  slow: 4,
  'lose replies': 6,
  'read-only': 3,
  /** One process does not reach it. */
  partition: 8,
  /** It is killed and comes back with all that it had. */
  crash: 4,
  'crash and forget': 1.5,
  'crash and go back': 1.5,
  /** A cache drops lists. Only where there are caches. */
  evict: 8,
  /** A process is killed, and started again. */
  kill: 6,
  /** A process closes its chain, ends and is started again. */
  restart: 3,
  'clock jump': 1,
} as const;

export type FaultKind = keyof typeof faultWeights;

/** What none of them keeps of acknowledged messages may be gone for good: simulations without these have no excuse. */
const losses: readonly FaultKind[] = ['crash and forget', 'crash and go back'];

export function planFault(
  random: Random,
  phase: { readonly from: number; readonly until: number },
  size: FaultSize,
): FaultPlan {
  const weights: Record<FaultKind, number> = { ...faultWeights };
  if (!size.loses) for (const kind of losses) weights[kind] = 0;
  if (size.caches.length === 0) weights.evict = 0;
  const kind = random.weighted(weights);
  return {
    at: random.between(phase.from, phase.until),
    kind,
    server: kind === 'evict' ? random.pick(size.caches) : random.between(0, size.servers - 1),
    process: random.between(0, size.processes - 1),
    length: random.magnitude(20, random.pick([2_000, 10_000, 80_000])),
    seed: random.bits(),
  };
}

interface FaultSize {
  readonly servers: number;
  /** The places of those that may drop lists. */
  readonly caches: readonly number[];
  readonly processes: number;
  /** Whether what is stored may be lost. */
  readonly loses: boolean;
}
