import { serversOf } from '../plan/chain-plan.ts';
import type { Random } from '../random.ts';
import { type Message, viewOf } from '../record/message.ts';
import type { Sent } from '../record/record.ts';
import type { Simulation } from '../simulation.ts';
import type { OpenStorage } from './open-storage.ts';
import { repairAll, verifyAll, verifyOne } from './verify-operations.ts';

export const operationWeights = {
  add: 12,
  get: 6,
  last: 3,
  'edit one': 2,
  'remove one': 2,
  'insert one': 1,
  reorder: 0.5,
  set: 0.7,
  removeItem: 1,
  clear: 0.4,
  remove: 1,
  save: 2,
  'add again': 1,
  refresh: 1,
  'add many': 0.15,
  'add and flush': 1,
  list: 0.3,
  verify: 0.5,
  'verify all': 0.2,
  'repair all': 0.2,
} as const;

export type OperationKind = keyof typeof operationWeights;

export type Operation = (simulation: Simulation, open: OpenStorage, random: Random) => Promise<unknown>;

/** What agents do with a storage. Each resolves or rejects as the storage does. */
export const operations: Readonly<Record<OperationKind, Operation>> = {
  add: (simulation, open, random) => add(simulation, open, newMessages(simulation, open, random.between(1, 3))),
  get: async (simulation, open) => note(simulation, open, await open.storage.get()),
  last: async (simulation, open, random) => note(simulation, open, await open.storage.last(random.between(1, 4))),
  'edit one': (simulation, open, random) =>
    update(simulation, open, (messages) => {
      const at = random.between(0, messages.length - 1);
      return messages.map((message, place) => (place === at ? { ...message, v: simulation.nextNumber() } : message));
    }),
  'remove one': (simulation, open, random) =>
    update(simulation, open, (messages) => messages.toSpliced(random.between(0, messages.length - 1), 1)),
  'insert one': async (simulation, open, random) => {
    const added = newMessages(simulation, open, 1);
    await update(simulation, open, (messages) => messages.toSpliced(random.between(0, messages.length), 0, ...added));
  },
  reorder: async (simulation, open) => {
    if (simulation.plan.reorders) await update(simulation, open, (messages) => messages.toReversed());
  },
  set: async (simulation, open, random) => {
    const messages = await open.storage.get();
    // Not both at once: as many new ones in the place of old ones are taken for edits of these.
    const isShorter = random.chance(0.5);
    const list = isShorter
      ? messages.filter(() => random.chance(0.7))
      : [...messages, ...newMessages(simulation, open, 1)];
    // Where the session was removed since it was read, this is to store them again.
    noteSending(simulation, list);
    const { record, scheduler } = simulation;
    record.wanted.push({ session: open.session, process: open.process.id, at: scheduler.now, view: viewOf(list) });
    await open.storage.set(list);
  },
  removeItem: (_, { storage }, random) => {
    const remainder = random.between(0, 3);
    return storage.removeItem(({ n }) => n % 4 === remainder);
  },
  clear: (_, { storage }) => storage.clear(),
  remove: async (_, { storage, pending }) => {
    await storage.remove();
    pending.clear();
  },
  save: (simulation, open) => save(simulation, open),
  'add again': async (simulation, open) => {
    const [messages] = open.pending;
    if (messages) await add(simulation, open, messages);
  },
  refresh: (_, { storage }) => storage.refresh(),
  'add many': async (simulation, open, random) => {
    for (let left = simulation.plan.isLong ? 70 : random.between(20, 40); left > 0; left--)
      await add(simulation, open, newMessages(simulation, open, 1));
  },
  'add and flush': addAndFlush,
  verify: verifyOne,
  'verify all': verifyAll,
  'repair all': repairAll,
  list: async (simulation, { process }) => {
    for await (const { key } of process.chain.list()) {
      if (!key.includes('/s.history')) simulation.record.faults.push(`list() shows ${key}`);
    }
  },
};

/** What was queued is stored when flush() resolves: told where nothing failed until then. */
async function addAndFlush(simulation: Simulation, open: OpenStorage): Promise<void> {
  const messages = newMessages(simulation, open, 1);
  await add(simulation, open, messages);
  await open.process.chain.flush();
  const { plan, scheduler, record, backends } = simulation;
  if (plan.faults.some(({ at }) => at <= scheduler.now)) return;
  for (const at of serversOf(plan.chain)) {
    const revision = messages[0] && record.sent.get(messages[0].n)?.revision;
    if (backends[at]?.heldSince.has(revision)) continue;
    record.faults.push(`flush() resolved though ${backends[at]?.name} does not have message ${messages[0]?.n}`);
  }
}

function newMessages(simulation: Simulation, open: OpenStorage, count: number): Message[] {
  return Array.from({ length: count }, () => {
    const n = simulation.nextNumber();
    const sent: Sent = {
      n,
      session: open.session,
      process: open.process.id,
      storage: open.id,
      after: [...open.known],
      sentAt: simulation.scheduler.now,
      acknowledgedFrom: Number.POSITIVE_INFINITY,
      acknowledgedAt: Number.POSITIVE_INFINITY,
      lastSentAt: simulation.scheduler.now,
    };
    simulation.record.sent.set(n, sent);
    return { role: 'user', n, v: 0 };
  });
}

async function add(
  simulation: Simulation,
  open: OpenStorage,
  messages: readonly Message[],
): Promise<readonly Message[]> {
  const startedAt = simulation.scheduler.now;
  // Sent again while it is under way, it would be another message.
  open.pending.delete(messages);
  noteSending(simulation, messages);
  try {
    await open.storage.add(...messages);
  } catch (error) {
    if (!(error instanceof open.process.runtime.ConflictError)) open.pending.add(messages);
    throw error;
  }
  acknowledge(simulation, open, messages, startedAt);
  return messages;
}

async function save(simulation: Simulation, open: OpenStorage): Promise<readonly Message[]> {
  const batches = [...open.pending];
  const startedAt = simulation.scheduler.now;
  noteSending(simulation, batches.flat());
  try {
    await open.storage.save();
  } catch (error) {
    // One of them will never be stored, and nobody says which.
    if (error instanceof open.process.runtime.ConflictError) open.pending.clear();
    throw error;
  }
  const saved = batches.filter((messages) => open.pending.delete(messages)).flat();
  acknowledge(simulation, open, saved, startedAt);
  return saved;
}

function noteSending({ record, scheduler }: Simulation, messages: readonly Message[]): void {
  for (const { n } of messages) {
    const sent = record.sent.get(n);
    if (sent) sent.lastSentAt = scheduler.now;
  }
}

function acknowledge(
  { record, scheduler }: Simulation,
  open: OpenStorage,
  messages: readonly Message[],
  startedAt: number,
): void {
  if (!open.process.isAlive) return;
  for (const { n } of messages) {
    open.known.add(n);
    const sent = record.sent.get(n);
    if (!sent || sent.acknowledgedAt <= scheduler.now) continue;
    sent.acknowledgedFrom = startedAt;
    sent.acknowledgedAt = scheduler.now;
  }
}

async function update(
  simulation: Simulation,
  open: OpenStorage,
  change: (messages: readonly Message[]) => readonly Message[],
): Promise<readonly Message[]> {
  return note(
    simulation,
    open,
    await open.storage.update((messages) => (messages.length > 0 ? change(messages) : messages)),
  );
}

function note(
  simulation: Simulation,
  { known, session }: OpenStorage,
  messages: readonly Message[],
): readonly Message[] {
  const numbers = new Set<number>();
  for (const { n } of messages) {
    if (numbers.has(n)) simulation.record.faults.push(`get() of ${session} gives message ${n} twice`);
    if (!simulation.record.sent.has(n))
      simulation.record.faults.push(`get() of ${session} gives message ${n}, which nobody sent`);
    numbers.add(n);
    known.add(n);
  }
  return messages;
}
