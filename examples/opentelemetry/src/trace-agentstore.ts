// Copy this file: what the chains of a process do, as spans of OpenTelemetry.
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, tracingChannel, unsubscribe } from 'node:diagnostics_channel';
import type { TracedCall, TracedEvent, TracedUpkeep } from '@agentstore/core/chain';
import { type Attributes, type Context, context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

export interface TraceOptions {
  /** Whether spans carry the keys of identities and the texts of errors, in which ids of users stand. Default: false. */
  readonly identities?: boolean;
}

/**
 * A span for each operation of a chain, and inside it one for each driver that was asked; events of the chain are events of the
 * span. What no caller waits for begins a trace of its own. Returns how to stop.
 */
export function traceAgentstore({ identities = false }: TraceOptions = {}): () => void {
  const tracer = trace.getTracer('agentstore');
  const identityOf = ({ identity }: { identity: string | null }): Attributes =>
    identities && identity !== null ? { 'agentstore.identity': identity } : {};

  const stops = [
    traceCalls<TracedCall>('agentstore:chain', identities, (call) =>
      tracer.startSpan(`${call.driver} ${call.operation}`, { attributes: identityOf(call) }),
    ),
    traceCalls<TracedUpkeep>('agentstore:chain:upkeep', identities, (upkeep) =>
      tracer.startSpan(`chain ${upkeep.work}`, { root: true, attributes: identityOf(upkeep) }),
    ),
    traceCalls<TracedCall>('agentstore:driver', identities, (call) => {
      // A listing asks once for each list.
      if (call.operation === 'list') return null;
      const attributes = { 'agentstore.driver': call.driver, ...identityOf(call) };
      return tracer.startSpan(`${call.driver} ${call.operation}`, { kind: SpanKind.CLIENT, attributes });
    }),
  ];

  const onEvent = (message: unknown) => {
    const told = message as TracedEvent;
    const attributes: Attributes = 'identity' in told ? identityOf(told) : {};
    if ('driver' in told) attributes['agentstore.driver'] = told.driver;
    if ('operation' in told) attributes['agentstore.operation'] = told.operation;
    const name = `agentstore.${told.event}`;
    const span = trace.getActiveSpan();
    if (span?.isRecording()) span.addEvent(name, attributes);
    // That a driver recovered concerns nobody's operation.
    else tracer.startSpan(name, { root: true, attributes }).end();
  };
  subscribe('agentstore:chain:event', onEvent);
  return () => {
    for (const stop of stops) stop();
    unsubscribe('agentstore:chain:event', onEvent);
  };
}

/** While the call runs, its span is OpenTelemetry's active one: what its client's instrumentation makes stands inside it. */
class ActiveSpans extends AsyncLocalStorage<Context> {
  override run<R>(active: Context, work: () => R): R {
    return context.with(active, work);
  }
}

function traceCalls<C extends object>(
  name: string,
  withTexts: boolean,
  startSpan: (call: C) => Span | null,
): () => void {
  const { start } = tracingChannel<Context, C>(name);
  const active = new ActiveSpans();
  const spans = new WeakMap<object, Span>();
  start.bindStore(active, (call) => {
    const span = startSpan(call);
    if (!span) return context.active();
    spans.set(call, span);
    return trace.setSpan(context.active(), span);
  });

  const onError = (message: unknown) => {
    const call = message as C & { readonly error: { readonly code?: string; readonly message?: string } };
    const { code = 'failed', message: text } = call.error;
    const status = { code: SpanStatusCode.ERROR, ...(withTexts && text !== undefined && { message: text }) };
    spans.get(call)?.setStatus(status).setAttribute('error.type', code);
  };
  const onEnd = (message: unknown) => spans.get(message as C)?.end();
  subscribe(`tracing:${name}:error`, onError);
  subscribe(`tracing:${name}:asyncEnd`, onEnd);
  return () => {
    start.unbindStore(active);
    unsubscribe(`tracing:${name}:error`, onError);
    unsubscribe(`tracing:${name}:asyncEnd`, onEnd);
  };
}
