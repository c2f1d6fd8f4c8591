import type { AgentStoreError, DriverOperation } from '@agentstore/core';
import { publishEvent } from './tracing.ts';

/** What a chain tells: an agent goes on, and somebody should look. Identities are keys, drivers are ids of the chain. */
export interface ChainEvents {
  /** A read was answered though earlier drivers failed, or though not all could be asked. */
  failover: { operation: DriverOperation; identity: string; driver: string; causes: readonly AgentStoreError[] };
  /** A driver missed a change, or could not be compared with the others: what is read may be older than what it holds. */
  degraded: { operation: DriverOperation; identity: string; driver: string; cause: AgentStoreError };
  /** A driver has again what it had missed. */
  repaired: { identity: string; driver: string };
  /** Two rewrites did not see each other: the newer one's order and edits won. */
  conflict: { identity: string };
  /** A driver that was down answers again, and has all that is known to have been missed. */
  recovered: { driver: string };
}

/** What subscribers of the channel 'agentstore:chain:event' are given. */
export type TracedEvent = { [E in keyof ChainEvents]: { readonly event: E } & ChainEvents[E] }[keyof ChainEvents];

export type ChainListener<E extends keyof ChainEvents> = (event: ChainEvents[E]) => void;

export class EventListeners {
  readonly #listeners = new Map<keyof ChainEvents, Set<ChainListener<never>>>();

  /** Returns how to stop listening. */
  on<E extends keyof ChainEvents>(name: E, listener: ChainListener<E>): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  emit<E extends keyof ChainEvents>(name: E, event: ChainEvents[E]): void {
    publishEvent(name, event);
    for (const listener of this.#listeners.get(name) ?? []) {
      // After the operation and outside of it: a listener that throws must not fail what it only hears of.
      queueMicrotask(() => (listener as ChainListener<E>)(event));
    }
  }
}
