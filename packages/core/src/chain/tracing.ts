import type { DriverOperation } from '@agentstore/core';

/** What subscribers of the tracing channels 'agentstore:chain' and 'agentstore:driver' are given. */
export interface TracedCall {
  /** The chain, or the driver by its id in the chain. */
  readonly driver: string;
  readonly operation: DriverOperation;
  /** The key of the identity; null where the operation concerns none. */
  readonly identity: string | null;
}

/**
 * What subscribers of the tracing channel 'agentstore:chain:upkeep' are given: work that no caller waits for. It begins where a
 * caller's context still is, and would count as part of what that one did, hours later.
 */
export interface TracedUpkeep {
  /**
   * `probe`: does a driver that is down answer again; `hand-over`: it is given what it missed; `fill`: an earlier driver is given
   * what a later one had; `write`: in the background; `sweep`: old tombstones are taken away; `forget`: so are hints.
   */
  readonly work: 'probe' | 'hand-over' | 'fill' | 'write' | 'sweep' | 'forget';
  /** The driver's id in the chain; null where it concerns several. */
  readonly driver: string | null;
  /** The key of the identity; null where it concerns none, or several. */
  readonly identity: string | null;
}

interface TracingChannel {
  readonly hasSubscribers: boolean;
  tracePromise<T>(work: () => Promise<T>, context: object): Promise<T>;
}

interface DiagnosticsChannel {
  channel(name: string): { readonly hasSubscribers: boolean; publish(message: unknown): void };
  tracingChannel(name: string): TracingChannel;
}

// Not imported: where there is no Node.js, a chain works without being traced.
const diagnostics = (
  globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }
).process?.getBuiltinModule?.('node:diagnostics_channel') as DiagnosticsChannel | undefined;

const chainChannel = diagnostics?.tracingChannel('agentstore:chain');
const upkeepChannel = diagnostics?.tracingChannel('agentstore:chain:upkeep');
const driverChannel = diagnostics?.tracingChannel('agentstore:driver');
const eventChannel = diagnostics?.channel('agentstore:chain:event');

export function traceChain<T>(call: TracedCall, work: () => Promise<T>): Promise<T> {
  return chainChannel?.hasSubscribers ? chainChannel.tracePromise(work, call) : work();
}

export function traceUpkeep<T>(upkeep: TracedUpkeep, work: () => Promise<T>): Promise<T> {
  return upkeepChannel?.hasSubscribers ? upkeepChannel.tracePromise(work, upkeep) : work();
}

/** @param named makes the error that the chain shows of what the driver threw */
export function traceDriver<T>(call: TracedCall, work: () => Promise<T>, named: (cause: unknown) => Error): Promise<T> {
  if (!driverChannel?.hasSubscribers) return work();
  const naming = (cause: unknown) => Promise.reject(named(cause));
  return driverChannel.tracePromise(() => work().catch(naming), call);
}

export function publishEvent(event: string, details: object): void {
  if (eventChannel?.hasSubscribers) eventChannel.publish({ event, ...details });
}
