import type { OperationPlan } from '../plan/plan.ts';
import type { SimulatedProcess } from '../process/simulated-process.ts';
import { Random } from '../random.ts';
import type { Message } from '../record/message.ts';
import type { Simulation } from '../simulation.ts';
import { OpenStorages } from './open-storage.ts';
import { type OperationKind, operations, operationWeights } from './operations.ts';

/** In milliseconds: an operation that takes longer hangs. Two links in turn, each twice to its deadline, in a chain in a chain. */
const longestOperation = 60_000;

/** Lets all agents do what they plan. Each does one thing after another; where its process is killed, the next one goes on. */
export async function work(simulation: Simulation, isLeftOut: (at: number) => boolean): Promise<void> {
  const storages = new OpenStorages(simulation);
  const agents = new Map<string, OperationPlan[]>();
  for (const [at, operation] of simulation.plan.operations.entries()) {
    if (isLeftOut(at)) continue;
    const agent = `${operation.process} ${operation.agent}`;
    agents.set(agent, [...(agents.get(agent) ?? []), operation]);
  }
  await Promise.all([...agents.values()].map((plans) => act(simulation, storages, plans)));
}

async function act(simulation: Simulation, storages: OpenStorages, plans: readonly OperationPlan[]): Promise<void> {
  const { scheduler } = simulation;
  for (const plan of plans) {
    await scheduler.sleep(plan.at - scheduler.now);
    const process = simulation.processes[plan.process];
    // It is down for a moment: what its user wanted did not happen.
    if (!process?.isAlive || process.isEnding) continue;
    process.busy += 1;
    await Promise.race([operate(simulation, storages, process, plan), process.died]);
    process.busy -= 1;
  }
}

async function operate(
  simulation: Simulation,
  storages: OpenStorages,
  process: SimulatedProcess,
  { seed }: OperationPlan,
): Promise<void> {
  const { scheduler, record, plan } = simulation;
  const random = new Random(seed);
  const session = `s${random.between(1, plan.sessions)}`;
  const isMany = plan.isLong && random.chance(0.2);
  const kind = isMany ? 'add many' : random.weighted<OperationKind>(operationWeights);
  const open = storages.get(process, session, random.chance(0.3), random.chance(0.5));
  const name = `${process.id}.${open.id} ${session} ${kind}`;
  simulation.trace(() => name);
  const startedAt = scheduler.now;
  let outcome = 'done';
  try {
    const value = await operations[kind](simulation, open, random);
    simulation.trace(() => `${name}: done ${describeValue(value)}`);
  } catch (error) {
    outcome = 'failed';
    simulation.trace(() => `${name}: ${error instanceof Error ? error.message : String(error)}`);
    checkError(simulation, process, name, error);
  }
  if (!process.isAlive) return;
  record.count(`${kind} ${outcome}`);
  if (kind !== 'add many' && scheduler.now - startedAt > longestOperation) {
    record.faults.push(`${name} took ${Math.round(scheduler.now - startedAt)} ms`);
  }
}

/** What fails, fails as the documents say: nothing but errors of ours, with a code. */
function checkError({ record }: Simulation, { runtime }: SimulatedProcess, name: string, error: unknown): void {
  if (error instanceof runtime.DriverError || error instanceof runtime.ConflictError) return;
  record.faults.push(`${name} fails with ${error instanceof Error ? error.stack : String(error)}`);
}

function describeValue(value: unknown): string {
  if (!Array.isArray(value)) return value === undefined ? '' : String(value);
  return `[${value.map(({ n, v }: Message) => (v ? `${n}v${v}` : n)).join(' ')}]`;
}
