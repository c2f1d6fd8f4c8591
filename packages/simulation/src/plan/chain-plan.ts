import type { Random } from '../random.ts';

export interface ServerPlan {
  readonly name: string;
  /** Infinity: its lists do not expire. */
  readonly ttlMs: number;
}

export interface LinkPlan {
  readonly id: string;
  /** A server's place among the servers, or a chain in the chain. */
  readonly to: number | ChainPlan;
  /** null: it is in the foreground. */
  readonly background: BackgroundPlan | null;
}

interface BackgroundPlan {
  readonly maxQueued: number;
  readonly whenFull: 'wait' | 'reject';
}

export interface ChainPlan {
  readonly links: readonly LinkPlan[];
  readonly minWrites: number | 'majority' | 'all';
  readonly reads: 'first' | 'merged';
}

/** How many links must acknowledge. */
export function writesNeeded({ links, minWrites }: ChainPlan): number {
  const foreground = links.filter(({ background }) => !background).length;
  if (minWrites === 'all') return foreground;
  return minWrites === 'majority' ? Math.floor(foreground / 2) + 1 : minWrites;
}

/** Whether what one process got acknowledged is read by all others at once, as the documents promise it. */
export function hasStrongReads({ links, minWrites, reads }: ChainPlan): boolean {
  const foreground = links.filter(({ background }) => !background);
  const areStrong = foreground.every(({ to }) => typeof to === 'number' || hasStrongReads(to));
  return (
    areStrong && (minWrites === 'all' || (minWrites === 'majority' && reads === 'merged') || foreground.length === 1)
  );
}

export function serversOf({ links }: ChainPlan, isCounted = (_: LinkPlan) => true): number[] {
  return links.filter(isCounted).flatMap(({ to }) => (typeof to === 'number' ? [to] : serversOf(to, isCounted)));
}

const minute = 60_000;

export function planServers(random: Random): ServerPlan[] {
  const count = random.weighted({ 2: 5, 3: 4, 4: 1 });
  return Array.from({ length: Number(count) }, (_, at) => ({
    name: 'ABCD'[at] as string,
    // The last one keeps what it has, or all chains would forget.
    ttlMs: at < Number(count) - 1 && random.chance(0.2) ? random.pick([2, 8, 20]) * minute : Number.POSITIVE_INFINITY,
  }));
}

/** A chain over all servers; of four, or of three now and then, two are a chain in it. */
export function planChain(random: Random, servers: number): ChainPlan {
  const isNested = servers === 4 || (servers === 3 && random.chance(0.15));
  const direct: LinkPlan[] = Array.from({ length: isNested ? servers - 2 : servers }, (_, at) => ({
    id: 'ABCD'[at] as string,
    to: at,
    background: null,
  }));
  const links = isNested
    ? [...direct, { id: 'inner', to: nestedChain(random, servers - 2), background: null }]
    : direct;
  if (isNested && random.chance(0.5)) links.reverse();
  const last = links.at(-1);
  if (last && random.chance(links.length > 2 ? 0.25 : 0.1)) {
    links[links.length - 1] = { ...last, background: planBackground(random) };
  }
  const foreground = links.filter(({ background }) => !background).length;
  return {
    links,
    minWrites: random.pick<ChainPlan['minWrites']>([1, 1, 'majority', 'all', Math.min(2, foreground)]),
    reads: random.chance(0.3) ? 'merged' : 'first',
  };
}

function planBackground(random: Random): BackgroundPlan {
  return { maxQueued: random.pick([1, 2, 1_000]), whenFull: random.pick(['wait', 'reject']) };
}

function nestedChain(random: Random, first: number): ChainPlan {
  return {
    links: [0, 1].map((at) => ({ id: 'ABCD'[first + at] as string, to: first + at, background: null })),
    minWrites: random.pick<ChainPlan['minWrites']>([1, 'all']),
    reads: random.chance(0.3) ? 'merged' : 'first',
  };
}
