import { appendItems } from '../../src/backend/entry-lists/append.ts';
import { DoubtfulChange, EntryLists } from '../../src/backend/entry-lists/entry-lists.ts';
import { readList } from '../../src/backend/entry-lists/read.ts';
import { readLastItems } from '../../src/backend/entry-lists/read-tail.ts';
import { removeList } from '../../src/backend/entry-lists/remove.ts';
import { updateItems } from '../../src/backend/entry-lists/update.ts';
import { type Item, SessionIdentity } from '../../src/index.ts';
import { SimulatedBackend, SimulatedTable } from './simulated-table.ts';
import { SimulatedProcess, Simulation } from './simulation.ts';

const seeds = Number(process.env.AGENTSTORE_SEEDS ?? 3_000);
const list = new SessionIdentity({ agentName: 'simulated' });

/** What one process did, in steps of the simulation. It ends never where the process was killed. */
interface Done {
  readonly what: 'append' | 'update' | 'remove' | 'write';
  readonly start: number;
  end: number;
  /** Whether its caller knows that it was done; a rejected one may have been, or not. */
  isAcknowledged: boolean;
  /** Of an append. */
  readonly added: readonly string[];
  /** Of an update, each time that it decided: what it took away. */
  readonly takenAway: string[][];
}

interface Read {
  readonly start: number;
  readonly end: number;
  readonly ids: readonly string[] | null;
}

const never = Number.POSITIVE_INFINITY;

async function simulate(seed: number): Promise<string | null> {
  const simulation = new Simulation(seed);
  const backend = new SimulatedBackend();
  const history: Done[] = [];
  const reads: Read[] = [];
  let ids = 0;
  const newItems = (): Item[] =>
    Array.from({ length: 1 + simulation.pick(2) }, () => {
      ids += 1;
      // Some are too long for one entry.
      return { id: `${ids}`, ...(simulation.random() < 0.1 && { text: 'x'.repeat(70) }) };
    });
  const idsOf = (items: readonly Item[] | null) => items?.map(({ id }) => String(id)) ?? null;
  const open = (process: SimulatedProcess) =>
    new EntryLists(new SimulatedTable(backend, simulation, process), undefined);
  const removals = simulation.random() < 0.5;

  async function work(process: SimulatedProcess): Promise<void> {
    const lists = open(process);
    for (let left = 2 + simulation.pick(4); left > 0; left--) {
      const start = simulation.now;
      const kind = simulation.random();
      const call = simulation.call(process);
      if (kind < 0.15) {
        const read = (await readList(lists, call, list))?.items ?? null;
        reads.push({ start, end: simulation.now, ids: idsOf(read) });
        continue;
      }
      const done: Done = {
        what: kind < 0.65 ? 'append' : kind < 0.85 || !removals ? 'update' : kind < 0.93 ? 'remove' : 'write',
        start,
        end: never,
        isAcknowledged: false,
        added: [],
        takenAway: [],
      };
      history.push(done);
      try {
        const items = newItems();
        if (done.what === 'append') {
          Object.assign(done, { added: idsOf(items) });
          await appendItems(lists, call, list, items);
        } else if (done.what === 'remove') {
          await removeList(lists, call, list);
        } else if (done.what === 'write') {
          Object.assign(done, { added: idsOf(items) });
          await updateItems(lists, call, list, (before) => {
            done.takenAway.push(idsOf(before) ?? []);
            return items;
          });
        } else {
          await updateItems(lists, call, list, (before) => {
            const after = removals && before?.length ? before.slice(1) : before;
            done.takenAway.push((idsOf(before) ?? []).slice(0, (before?.length ?? 0) - (after?.length ?? 0)));
            return after;
          });
        }
        done.isAcknowledged = true;
      } catch (error) {
        if (!(error instanceof DoubtfulChange)) throw error;
      }
      done.end = simulation.now;
    }
  }

  const processes = Array.from(
    { length: 2 + simulation.pick(3) },
    () => new SimulatedProcess(0.05 + simulation.random()),
  );
  const failures: unknown[] = [];
  const killer = new SimulatedProcess(0.2);
  const kill = async () => {
    for (const process of processes.slice(1)) {
      for (let steps = simulation.pick(60); steps > 0; steps--) await simulation.turn(killer);
      if (simulation.random() < 0.4) process.isKilled = true;
    }
  };
  for (const process of processes) work(process).catch((error) => failures.push(error));
  void kill();
  await simulation.run();
  if (failures.length > 0) return `an operation failed: ${failures[0]}`;

  const last = new SimulatedProcess(1);
  const lists = open(last);
  const call = simulation.call(last);
  let fault: string | null = null;
  const check = async () => {
    const final = (await readList(lists, call, list))?.items ?? null;
    const tail = await readLastItems(open(last), call, list, 2);
    if (JSON.stringify(tail) !== JSON.stringify(final?.slice(-2) ?? null)) fault = 'readLast differs from read';
    reads.push({ start: simulation.now, end: simulation.now, ids: idsOf(final) });
    await updateItems(lists, call, list, (items) => items);
    const { generations } = backend;
    generations.delete(backend.head?.generation ?? '');
    if (final !== null && generations.size > 0) fault = `left after an update: ${[...generations]}`;
    const after = (await readList(open(last), call, list))?.items ?? null;
    if (JSON.stringify(after) !== JSON.stringify(final)) fault = 'an update that changes nothing changed the list';
    await removeList(lists, call, list);
    if (backend.head || backend.entries.size + backend.parts.size > 0) fault = 'a removal left something';
  };
  check().catch((error) => {
    fault = String(error);
  });
  await simulation.run();
  return fault ?? faultOf(history, reads);
}

function faultOf(history: readonly Done[], reads: readonly Read[]): string | null {
  for (const { start, end, ids } of reads) {
    const seen = ids ?? [];
    if (new Set(seen).size < seen.length) return `doubled: ${seen}`;
    for (const done of history) {
      for (const id of done.added) {
        const place = seen.indexOf(id);
        const removers = history.filter((other) => other !== done && couldTake(other, done, id) && other.start <= end);
        if (place < 0 && done.isAcknowledged && done.end < start && removers.length === 0)
          return `lost: ${id} in ${seen}`;
        const gone = removers.find((other) => isSureTo(other, done, id) && other.end < start);
        if (place >= 0 && gone) return `came back: ${id} in ${seen}, after ${gone.what}`;
      }
      const places = done.added.map((id) => seen.indexOf(id)).filter((place) => place >= 0);
      if (places.some((place, at) => at > 0 && place !== (places[at - 1] ?? 0) + 1))
        return `torn: ${done.added} in ${seen}`;
      for (const later of history) {
        if (!done.isAcknowledged || later.what !== 'append' || done.end >= later.start) continue;
        const [before, behind] = [done.added.at(-1), later.added[0]].map((id) => seen.indexOf(id ?? ''));
        if (before !== undefined && behind !== undefined && before >= 0 && behind >= 0 && before > behind)
          return `out of order: ${done.added} and ${later.added} in ${seen}`;
      }
    }
  }
  return null;
}

/** Whether an operation may have taken the item away: it did not end before the item came. */
function couldTake(other: Done, added: Done, id: string): boolean {
  if (other.end < added.start) return false;
  return other.what === 'remove' || other.what === 'write' || other.takenAway.some((ids) => ids.includes(id));
}

function isSureTo(other: Done, added: Done, id: string): boolean {
  if (!other.isAcknowledged) return false;
  if (other.what === 'update') return other.takenAway.at(-1)?.includes(id) ?? false;
  return other.what !== 'append' && added.isAcknowledged && added.end < other.start;
}

test(`entry lists lose, double and bring back nothing, whatever the order of ${seeds} simulated runs with crashes and lost replies`, async () => {
  const first = Number(process.env.AGENTSTORE_SEED ?? 1);
  for (let seed = first; seed < first + seeds; seed++) {
    const fault = await simulate(seed);
    if (fault) throw new Error(`seed ${seed}: ${fault}`);
  }
}, 600_000);
