import type { DriverOperation } from '@agentstore/core';

/** What subscribers of 'agentstore:chain' and 'agentstore:driver' are given. */
interface TracedCall {
  /** The chain, or the driver by its id in the chain. */
  readonly driver: string;
  readonly operation: DriverOperation;
  /** The key of the identity; null where the operation concerns none. */
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
const driverChannel = diagnostics?.tracingChannel('agentstore:driver');
const eventChannel = diagnostics?.channel('agentstore:chain:event');

export function traceChain<T>(call: TracedCall, work: () => Promise<T>): Promise<T> {
  return chainChannel?.hasSubscribers ? chainChannel.tracePromise(work, call) : work();
}

export function traceDriver<T>(call: TracedCall, work: () => Promise<T>): Promise<T> {
  return driverChannel?.hasSubscribers ? driverChannel.tracePromise(work, call) : work();
}

export function publishEvent(event: string, details: object): void {
  if (eventChannel?.hasSubscribers) eventChannel.publish({ event, ...details });
}
