import type { Snapshot } from '../backend/backend.ts';
import type { Server } from '../backend/network.ts';
import type { FaultKind, FaultPlan } from '../plan/fault-plan.ts';
import { Random } from '../random.ts';
import type { Simulation } from '../simulation.ts';

/** Lets the planned faults happen, and mends each after its time. Resolves when the last one is mended. */
export async function befall(simulation: Simulation, isLeftOut: (at: number) => boolean): Promise<void> {
  const { plan, scheduler } = simulation;
  const faults = plan.faults.filter((_, at) => !isLeftOut(at));
  const snapshots = plan.servers.map((): Snapshot => new Map());
  const takeSnapshots = takeSnapshotsOf(simulation, faults, snapshots);
  await Promise.all(
    faults.map(async (fault) => {
      await scheduler.sleep(fault.at);
      await happen(simulation, fault, snapshots);
    }),
  );
  await takeSnapshots;
}

/** A snapshot is older than what is lost with it: taken some time before the fault that goes back to it. */
async function takeSnapshotsOf(
  simulation: Simulation,
  faults: readonly FaultPlan[],
  snapshots: Snapshot[],
): Promise<void> {
  const { scheduler, network } = simulation;
  await Promise.all(
    faults.map(async ({ kind, at, server, seed }) => {
      if (kind !== 'crash and go back') return;
      await scheduler.sleep(at * new Random(seed).next());
      snapshots[server] = network.servers[server]?.backend.snapshot() ?? new Map();
    }),
  );
}

async function happen(simulation: Simulation, fault: FaultPlan, snapshots: readonly Snapshot[]): Promise<void> {
  const { network, record } = simulation;
  const server = network.servers[fault.server] as Server;
  const random = new Random(fault.seed);
  const isCache = Number.isFinite(server.backend.ttlMs);
  if (fault.kind === 'evict' && !isCache) return;
  record.count(`fault: ${fault.kind}`);
  simulation.trace(() => {
    const whom = ['kill', 'restart', 'clock jump'].includes(fault.kind) ? '' : ` of ${server.backend.name}`;
    const who = whom && fault.kind !== 'partition' ? '' : `, process at ${fault.process}`;
    return `--- ${fault.kind}${whom}${who} for ${fault.length} ms`;
  });
  await kinds[fault.kind](simulation, { server, random, fault, snapshots });
}

/** In milliseconds: how often it is looked whether a process has ended what it did. */
const pollMs = 20;

interface Blow {
  readonly server: Server;
  readonly random: Random;
  readonly fault: FaultPlan;
  readonly snapshots: readonly Snapshot[];
}

const kinds: Readonly<Record<FaultKind, (simulation: Simulation, blow: Blow) => Promise<void>>> = {
  refuse: (simulation, blow) =>
    during(simulation, blow, (server) => {
      server.state = 'down';
    }),
  hang: (simulation, blow) =>
    during(simulation, blow, (server) => {
      server.state = 'hanging';
    }),
  'read-only': (simulation, blow) =>
    during(simulation, blow, (server) => {
      server.state = 'read-only';
    }),
  slow: async ({ scheduler }, { server, random, fault }) => {
    server.slowness = random.magnitude(10, 5000);
    await scheduler.sleep(fault.length);
    server.slowness = 1;
  },
  'lose replies': async ({ scheduler }, { server, random, fault }) => {
    server.losesReplies = random.pick([0.2, 0.5, 1]);
    await scheduler.sleep(fault.length);
    server.losesReplies = 0;
  },
  partition: async (simulation, { server, random, fault }) => {
    const { scheduler, network, processes } = simulation;
    const process = processes[fault.process];
    if (!process) return;
    network.setPath(process.id, server, random.pick(['refused', 'silent']));
    await scheduler.sleep(fault.length);
    network.setPath(process.id, server, 'open');
    simulation.trace(() => `--- ${process.id} reaches ${server.backend.name} again`);
  },
  crash: (simulation, blow) => crash(simulation, blow, () => {}),
  'crash and forget': (simulation, blow) => crash(simulation, blow, ({ backend }) => backend.restore(new Map())),
  'crash and go back': (simulation, blow) =>
    crash(simulation, blow, ({ backend }) => backend.restore(blow.snapshots[blow.fault.server] ?? new Map())),
  evict: async (_, { server, random }) => {
    for (const key of server.backend.keys()) if (random.chance(0.7)) server.backend.evict(key);
  },
  kill: async (simulation, { fault, random }) => {
    simulation.processes[fault.process]?.kill();
    await simulation.scheduler.sleep(Math.min(fault.length, random.magnitude(1, 20_000)));
    if (simulation.processes[fault.process]?.isAlive) return;
    const { id } = simulation.startProcess(fault.process);
    simulation.trace(() => `--- process ${id} starts at ${fault.process}`);
  },
  restart: async (simulation, { fault, random }) => {
    const process = simulation.processes[fault.process];
    if (!process?.isAlive || process.isEnding) return;
    process.isEnding = true;
    while (process.busy > 0 && process.isAlive) await simulation.scheduler.sleep(pollMs);
    // Killed before it came to that, it is started by who killed it.
    if (!process.isAlive) return;
    await Promise.race([process.chain.close(), process.died]);
    if (!process.isAlive) return;
    process.kill();
    await simulation.scheduler.sleep(random.magnitude(1, 5_000));
    if (simulation.processes[fault.process]?.isAlive) return;
    const { id } = simulation.startProcess(fault.process);
    simulation.trace(() => `--- process ${id} starts at ${fault.process}`);
  },
  'clock jump': async (simulation, { fault, random }) => {
    const clock = simulation.clock(fault.process);
    clock.offset += random.pick([-60, -10, 10, 60]) * 60_000;
  },
};

/** Two faults of a server may overlap: who mends the one mends the other. */
async function during(
  simulation: Simulation,
  { server, fault, random }: Blow,
  begin: (server: Server) => void,
): Promise<void> {
  begin(server);
  await simulation.scheduler.sleep(fault.length);
  simulation.network.resume(server, random.pick([0, 0.5, 1]));
  simulation.trace(() => `--- ${server.backend.name} is up again`);
}

async function crash(simulation: Simulation, blow: Blow, find: (server: Server) => void): Promise<void> {
  const { network, scheduler } = simulation;
  blow.server.state = 'down';
  network.restart(blow.server);
  find(blow.server);
  await scheduler.sleep(Math.min(blow.fault.length, blow.random.magnitude(1, 60_000)));
  network.resume(blow.server, 1);
  simulation.trace(() => `--- ${blow.server.backend.name} is up again`);
}
