import type { ChatHistoryStorage } from '@agentstore/core';
import type { SimulatedProcess } from '../process/simulated-process.ts';
import type { Message } from '../record/message.ts';
import { Tap } from '../record/tap.ts';
import type { Simulation } from '../simulation.ts';

/** A storage that an agent holds, and what is known of it. */
export interface OpenStorage {
  readonly id: number;
  readonly process: SimulatedProcess;
  readonly storage: ChatHistoryStorage<Message>;
  readonly session: string;
  /** Messages that it read or stored: what it adds stands after them. */
  readonly known: Set<number>;
  /** What adds were given that failed, and that was not stored by another call since. */
  readonly pending: Set<readonly Message[]>;
}

/** The storages of all processes. A process mostly has one open for each session, and opens a new one now and then. */
export class OpenStorages {
  readonly #simulation: Simulation;
  readonly #open = new Map<string, OpenStorage>();
  readonly #used = new Set<string>();
  #count = 0;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  get(process: SimulatedProcess, session: string, isNew: boolean, mayBeFresh: boolean): OpenStorage {
    const place = `${process.id} ${session}`;
    const known = this.#open.get(place);
    if (known && !isNew) return known;
    // Only the first to use an id can have made it just now.
    const fresh = mayBeFresh && !this.#used.has(session);
    this.#used.add(session);
    this.#count += 1;
    const opened = openStorage(this.#simulation, process, session, this.#count, fresh);
    this.#open.set(place, opened);
    return opened;
  }
}

export function openStorage(
  { record, scheduler, observer }: Simulation,
  process: SimulatedProcess,
  session: string,
  id: number,
  fresh: boolean,
): OpenStorage {
  const tap = new Tap(process.chain, {
    process,
    record,
    scheduler,
    observer,
    marks: (key, since) => process.isMarked(key, since),
  });
  const { ChatHistoryStorage } = process.runtime;
  // It has what a storage asks of a driver.
  const driver = tap as unknown as ConstructorParameters<typeof ChatHistoryStorage>[1];
  const storage = new ChatHistoryStorage<Message>(process.identity(session), driver, { fresh });
  return { id, process, storage, session: storage.identity.key, known: new Set(), pending: new Set() };
}
