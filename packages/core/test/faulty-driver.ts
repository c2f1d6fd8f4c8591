import type { DriverOperation, Item, SessionIdentity } from '../src/index.ts';
import { MemoryDriver } from '../src/index.ts';

/** 'refuse': nothing is done. 'lose reply': it is done, and nobody hears so. 'hang': no answer ever. 'late': as
    'refuse', but it is done once `deliverLate()` is called. */
export type Fault = 'refuse' | 'lose reply' | 'hang' | 'late';

/** Stores in memory, through a network that fails as it is told. */
export class FaultyDriver extends MemoryDriver {
  /** What was asked, in order. */
  readonly calls: DriverOperation[] = [];
  /** Befalls every operation that has no fault of its own. */
  fault: Fault | null = null;
  /** How often it was closed. */
  closed = 0;
  readonly #faults: [DriverOperation, Fault][] = [];
  readonly #late: (() => Promise<unknown>)[] = [];
  readonly #holds: { readonly operation: DriverOperation; readonly reach: () => Promise<void> }[] = [];

  /** The next operation of this kind meets the fault. */
  failNext(operation: DriverOperation, fault: Fault): void {
    this.#faults.push([operation, fault]);
  }

  /** The next operation of this kind waits, once it is `reached`, until it is released. */
  holdNext(operation: DriverOperation): { readonly reached: Promise<void>; release(): void } {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const reached = new Promise<void>((resolve) => {
      const reach = () => {
        resolve();
        return released;
      };
      this.#holds.push({ operation, reach });
    });
    return { reached, release: () => release() };
  }

  async deliverLate(): Promise<void> {
    for (const work of this.#late.splice(0)) await work();
  }

  override read(identity: SessionIdentity): Promise<Item[] | null> {
    return this.#meet('read', () => super.read(identity));
  }

  override write(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    return this.#meet('write', () => super.write(identity, items));
  }

  override remove(identity: SessionIdentity): Promise<void> {
    return this.#meet('remove', () => super.remove(identity));
  }

  override append(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    return this.#meet('append', () => super.append(identity, items));
  }

  override update(identity: SessionIdentity, change: (items: Item[] | null) => Item[] | null): Promise<Item[] | null> {
    return this.#meet('update', () => super.update(identity, change));
  }

  override readLast(identity: SessionIdentity, count: number): Promise<Item[] | null> {
    return this.#meet('readLast', () => super.readLast(identity, count));
  }

  override async close(): Promise<void> {
    this.closed++;
    return this.#meet('close', () => super.close());
  }

  override setup(): Promise<void> {
    return this.#meet('setup', () => super.setup());
  }

  override flush(): Promise<void> {
    return this.#meet('flush', () => super.flush());
  }

  async #meet<T>(operation: DriverOperation, work: () => Promise<T>): Promise<T> {
    this.calls.push(operation);
    const held = this.#holds.findIndex((hold) => hold.operation === operation);
    if (held >= 0) await this.#holds.splice(held, 1)[0]?.reach();
    const planned = this.#faults.findIndex(([name]) => name === operation);
    const fault = planned < 0 ? this.fault : this.#faults.splice(planned, 1)[0]?.[1];
    if (!fault) return work();
    if (fault === 'hang') return new Promise<never>(() => {});
    if (fault === 'lose reply') await work();
    if (fault === 'late') this.#late.push(work);
    throw new Error(`network: ${fault}`);
  }
}
