// A request to a chain of two drivers, of which the first fails in the middle, as OpenTelemetry sees it. In your program,
// src/trace-agentstore.ts and `traceAgentstore()` are all it takes, beside the set-up of OpenTelemetry that you have.
import { setTimeout as delay } from 'node:timers/promises';
import { createStore } from '@agentstore/core';
import { DriverChain } from '@agentstore/core/chain';
import { openBackend } from '@agentstore/example-backends';
import { trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { linesOf } from './span-lines.ts';
import { traceAgentstore } from './trace-agentstore.ts';

// In your program: an exporter of OTLP, and a BatchSpanProcessor.
const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
provider.register();
const stop = traceAgentstore();

const backend = await openBackend({ program: 'opentelemetry' });
if (backend.name !== 'file') throw new Error('files were asked for');
const first = await backend.breakable('first');
const chain = new DriverChain({
  drivers: [
    { ...first.spec, id: 'first' },
    { ...(await backend.spec('second')), id: 'second' },
  ],
});

const tracer = trace.getTracer('example');
await tracer.startActiveSpan('POST /chat', async (span) => {
  const history = createStore({ defaultStorage: chain }).history({
    agentName: 'support',
    userId: 'ann',
    chatName: 'c1',
  });
  await history.add({ role: 'user', content: 'Where is my order?' });
  await first.cut('first');
  await history.add({ role: 'assistant', content: 'On its way.' });
  span.end();
});
await first.restore();
// The chain's own timers keep no process alive.
while (chain.status().some(({ state }) => state !== 'up')) await delay(20);
await chain.close();
await backend.stop();

stop();
for (const line of linesOf(exporter.getFinishedSpans())) console.log(line);
