import { Random } from '../random.ts';
import { type ChainPlan, planChain, planServers, type ServerPlan } from './chain-plan.ts';
import { type FaultPlan, planFault } from './fault-plan.ts';

/** All that is decided before a simulation begins: parts of it can be left out, and the rest stays as it is. */
export interface Plan {
  readonly seed: number;
  readonly servers: readonly ServerPlan[];
  readonly chain: ChainPlan;
  readonly processes: readonly ProcessPlan[];
  readonly sessions: number;
  readonly operations: readonly OperationPlan[];
  readonly faults: readonly FaultPlan[];
  /** In milliseconds: when the last of it has begun. */
  readonly length: number;
  /** Whether rewrites put messages into another order. */
  readonly reorders: boolean;
  /** Whether sessions grow so long that a rewrite names what it replaces by one bound. */
  readonly isLong: boolean;
}

interface ProcessPlan {
  /** In milliseconds. */
  readonly clockOffset: number;
  readonly clockDrift: number;
}

/** Something that an agent does. Which session and what exactly its seed decides. */
export interface OperationPlan {
  readonly at: number;
  readonly process: number;
  readonly agent: number;
  readonly seed: number;
}

const [second, minute] = [1000, 60_000];

export function planOf(seed: number): Plan {
  const random = new Random(seed);
  const servers = planServers(random);
  const processes = Array.from({ length: random.pick([1, 2, 2, 3]) }, () => planProcess(random));
  const phases = planPhases(random);
  const isCalm = random.chance(0.08);
  const loses = random.chance(0.25);
  const caches = [...servers.keys()].filter((at) => Number.isFinite(servers[at]?.ttlMs));
  const operations: OperationPlan[] = [];
  const faults: FaultPlan[] = [];
  for (const phase of phases) {
    const size = { servers: servers.length, caches, processes: processes.length, loses };
    const count = isCalm ? 0 : random.between(0, 4);
    const befalling = Array.from({ length: count }, () => planFault(random, phase, size));
    faults.push(...befalling);
    const rushes = befalling.map(({ at }) => at + random.magnitude(1, 500));
    for (const process of processes.keys()) {
      for (let agent = random.pick([0, 0, 1]); agent >= 0; agent--) {
        operations.push(...planOperations(random, { ...phase, rushes }, process, agent));
      }
    }
  }
  const earliest = (a: { at: number }, b: { at: number }) => a.at - b.at;
  return {
    seed,
    servers,
    chain: planChain(random, servers.length),
    processes,
    sessions: random.pick([1, 1, 1, 2, 3]),
    operations: operations.sort(earliest),
    faults: faults.sort(earliest),
    length: phases.at(-1)?.until ?? 0,
    reorders: random.chance(0.2),
    isLong: random.chance(0.03),
  };
}

/** The same plan without what may go wrong. */
export function calmPlanOf(seed: number): Plan {
  const plan = planOf(seed);
  return {
    ...plan,
    servers: plan.servers.map(({ name }) => ({ name, ttlMs: Number.POSITIVE_INFINITY })),
    processes: plan.processes.map(() => ({ clockOffset: 0, clockDrift: 0 })),
    faults: [],
  };
}

interface Phase {
  readonly from: number;
  readonly until: number;
}

interface BusyPhase extends Phase {
  /** When many do something at once. */
  readonly rushes: readonly number[];
}

/** Everybody is busy at the same times, or faults would meet nobody; between these, time for timers of all lengths. */
function planPhases(random: Random): Phase[] {
  const phases: Phase[] = [];
  for (let from = 0, left = random.between(1, 3); left > 0; left--) {
    const until = from + random.magnitude(200, 20 * second);
    phases.push({ from, until });
    from =
      until +
      random.pick([
        random.magnitude(100, 10 * second),
        random.magnitude(5 * second, 90 * second),
        random.between(4, 16) * minute,
      ]);
  }
  return phases;
}

function planProcess(random: Random): ProcessPlan {
  const [near, far, wrong] = [2 * second, 2.4 * minute, 60 * minute];
  const most = random.pick([0, near, near, near, far, far, wrong]);
  return {
    clockOffset: Math.round((random.next() * 2 - 1) * most),
    clockDrift: (random.next() * 2 - 1) * 1e-4,
  };
}

function planOperations(random: Random, phase: BusyPhase, process: number, agent: number): OperationPlan[] {
  const count = random.between(1, 5);
  return Array.from({ length: count }, () => ({ at: planMoment(random, phase), process, agent, seed: random.bits() }));
}

/** Now and then soon after a fault: what several do then at once, each not knowing yet what the others know, is the hardest. */
function planMoment(random: Random, { from, until, rushes }: BusyPhase): number {
  if (rushes.length === 0 || random.chance(0.7)) return random.between(from, until);
  return random.pick(rushes) + random.between(0, 10);
}
