import type { Call } from '../../src/backend/call.ts';
import type { Claim, Entry, EntryTable, Head, ListedHead, Part, Step } from '../../src/backend/index.ts';
import type { IdentityFilter, SessionIdentity } from '../../src/index.ts';
import type { SimulatedProcess, Simulation } from './simulation.ts';

/** What all processes see. One list is enough. */
export class SimulatedBackend {
  head: Head | null = null;
  readonly entries = new Map<string, Entry>();
  readonly parts = new Map<string, Part>();

  get generations(): Set<string> {
    return new Set([...this.entries.keys(), ...this.parts.keys()].map((key) => key.split(' ')[0] as string));
  }
}

/** One process's way to the backend: requests and replies take their time, and replies get lost. */
export class SimulatedTable implements EntryTable {
  readonly longestText = 40;
  readonly packedText = 20;
  readonly #backend: SimulatedBackend;
  readonly #simulation: Simulation;
  readonly #process: SimulatedProcess;

  constructor(backend: SimulatedBackend, simulation: Simulation, process: SimulatedProcess) {
    this.#backend = backend;
    this.#simulation = simulation;
    this.#process = process;
  }

  head(): Promise<Head | null> {
    return this.#request(() => this.#backend.head);
  }

  async createHead(_call: Call, _list: SessionIdentity, head: Head): Promise<boolean> {
    return this.#change(
      () => {
        if (this.#backend.head) return false;
        this.#backend.head = head;
        return true;
      },
      () => this.#backend.head?.generation === head.generation,
    );
  }

  async replaceHead(_call: Call, _list: SessionIdentity, generation: string, head: Head | null): Promise<boolean> {
    return this.#change(
      () => {
        if (this.#backend.head?.generation !== generation) return false;
        this.#backend.head = head;
        return true;
      },
      () => head !== null && this.#backend.head?.generation === head.generation,
    );
  }

  async claim(_call: Call, _list: SessionIdentity, generation: string, entry: Entry): Promise<Claim> {
    const key = `${generation} ${entry.number}`;
    const { entries } = this.#backend;
    let attempts = 0;
    let isOurs = false;
    for (let isLost = true; isLost; ) {
      attempts += 1;
      isOurs = await this.#request(() => {
        if (!entries.has(key)) entries.set(key, entry);
        return entries.get(key)?.operation === entry.operation;
      });
      isLost = this.#simulation.random() < 0.1;
    }
    const isAlive = await this.#request(() => this.#backend.head?.generation === generation);
    return { isOurs, isAlive, wasRepeated: attempts > 1 };
  }

  async store(
    _call: Call,
    _list: SessionIdentity,
    generation: string,
    entries: readonly Entry[],
    parts: readonly Part[],
  ): Promise<void> {
    for (const part of parts) {
      await this.#request(() => this.#backend.parts.set(`${generation} ${part.operation} ${part.place}`, part));
    }
    for (const entry of entries) {
      await this.#request(() => this.#backend.entries.set(`${generation} ${entry.number}`, entry));
    }
  }

  /** Page by page, while others go on. */
  async entries(_call: Call, _list: SessionIdentity, generation: string): Promise<Entry[]> {
    const found: Entry[] = [];
    for (;;) {
      const last = found.at(-1)?.number ?? 0;
      const page = await this.#request(() =>
        this.#entriesOf(generation)
          .filter(({ number }) => number > last)
          .slice(0, 2),
      );
      found.push(...page);
      if (page.length < 2) return found;
    }
  }

  lastEntries(_call: Call, _list: SessionIdentity, generation: string, count: number): Promise<Entry[]> {
    return this.#request(() => this.#entriesOf(generation).slice(-count));
  }

  parts(_call: Call, _list: SessionIdentity, generation: string, operation: string): Promise<string[]> {
    return this.#request(() =>
      [...this.#backend.parts]
        .filter(([key]) => key.startsWith(`${generation} ${operation} `))
        .map(([, part]) => part)
        .sort((a, b) => a.place - b.place)
        .map(({ text }) => text),
    );
  }

  generations(): Promise<string[]> {
    return this.#request(() => [...this.#backend.generations]);
  }

  async erase(_call: Call, _list: SessionIdentity, generation: string): Promise<void> {
    for (const records of [this.#backend.entries, this.#backend.parts]) {
      const keys = await this.#request(() => [...records.keys()].filter((key) => key.startsWith(`${generation} `)));
      for (const key of keys) await this.#request(() => records.delete(key));
    }
  }

  async *heads(_filter: IdentityFilter | undefined, _step: Step): AsyncIterable<readonly ListedHead[]> {
    yield [];
  }

  #entriesOf(generation: string): Entry[] {
    return [...this.#backend.entries]
      .filter(([key]) => key.startsWith(`${generation} `))
      .map(([, entry]) => entry)
      .sort((a, b) => a.number - b.number);
  }

  /** A change that is sent again where its reply was lost, and then asks whether it was done. */
  async #change(change: () => boolean, isDone: () => boolean): Promise<boolean> {
    const done = await this.#request(change);
    if (this.#simulation.random() >= 0.1) return done;
    return (await this.#request(change)) || (await this.#request(isDone));
  }

  async #request<T>(effect: () => T): Promise<T> {
    await this.#simulation.turn(this.#process);
    const reply = effect();
    await this.#simulation.turn(this.#process);
    return reply;
  }
}
