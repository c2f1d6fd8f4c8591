import { type IdentityFilter, type Item, MemoryDriver, type SessionIdentity } from '@agentstore/core';

/** A memory driver that fails when it is told to: behind it stands nothing that could. */
export class BreakableMemory extends MemoryDriver {
  isCut = false;

  override async read(identity: SessionIdentity): Promise<Item[] | null> {
    return this.#unlessCut(() => super.read(identity));
  }

  override async write(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    return this.#unlessCut(() => super.write(identity, items));
  }

  override async remove(identity: SessionIdentity): Promise<void> {
    return this.#unlessCut(() => super.remove(identity));
  }

  override async append(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
    return this.#unlessCut(() => super.append(identity, items));
  }

  override async update(
    identity: SessionIdentity,
    change: (items: Item[] | null) => Item[] | null,
  ): Promise<Item[] | null> {
    return this.#unlessCut(() => super.update(identity, change));
  }

  override async readLast(identity: SessionIdentity, count: number): Promise<Item[] | null> {
    return this.#unlessCut(() => super.readLast(identity, count));
  }

  override async *list(filter?: IdentityFilter): AsyncGenerator<SessionIdentity> {
    yield* this.#unlessCut(() => super.list(filter));
  }

  #unlessCut<T>(work: () => T): T {
    if (this.isCut) throw new Error('this memory was taken away');
    return work();
  }
}
