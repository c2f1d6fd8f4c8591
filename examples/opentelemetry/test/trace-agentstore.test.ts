import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createStore, type Item, MemoryDriver, type SessionIdentity } from '@agentstore/core';
import { DriverChain } from '@agentstore/core/chain';
import '@agentstore/file';
import { SpanStatusCode, trace } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';
import { traceAgentstore } from '../src/trace-agentstore.ts';

const exporter = new InMemorySpanExporter();
new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
const session = { agentName: 'support', userId: 'ann', chatName: 'c1' };

let stop: () => void = () => {};
let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'agentstore-opentelemetry-test-'));
  exporter.reset();
});
afterEach(async () => {
  stop();
  await rm(directory, { recursive: true, force: true });
});

/** Two directories as a chain; the first one can be taken away. */
function twoFiles() {
  const [first, second] = [join(directory, 'first'), join(directory, 'second')];
  const chain = new DriverChain({
    drivers: [
      { driver: 'file', id: 'first', directory: first },
      { driver: 'file', id: 'second', directory: second },
    ],
  });
  const takeAway = async () => {
    await rename(first, `${first}.gone`);
    await writeFile(first, 'Once a directory.\n');
  };
  const giveBack = async () => {
    await rm(first);
    await rename(`${first}.gone`, first);
  };
  return { chain, history: createStore({ defaultStorage: chain }).history(session), takeAway, giveBack };
}

/** Runs in a span as a web framework's instrumentation makes one. */
function inRequest<T>(work: () => Promise<T>): Promise<T> {
  return trace.getTracer('test').startActiveSpan('request', async (span) => {
    try {
      return await work();
    } finally {
      span.end();
    }
  });
}

function spans(name?: string): ReadableSpan[] {
  return exporter.getFinishedSpans().filter((span) => name === undefined || span.name === name);
}

/** Names of the spans that lead to this one. */
function pathOf(span: ReadableSpan): string[] {
  const parent = spans().find((other) => other.spanContext().spanId === span.parentSpanContext?.spanId);
  return [...(parent ? pathOf(parent) : []), span.name];
}

test('a request has the chain in it, and the chain its drivers, with what failed', async () => {
  stop = traceAgentstore();
  const { chain, history, takeAway } = twoFiles();
  await history.add({ role: 'user', content: 'one' });
  await takeAway();
  exporter.reset();
  await inRequest(() => history.add({ role: 'user', content: 'two' }));
  await chain.close();

  const [append] = spans('chain append');
  const [failed] = spans('first append');
  expect(pathOf(failed as ReadableSpan)).toEqual(['request', 'chain append', 'first append']);
  expect(spans('second append').map(pathOf)).toContainEqual(['request', 'chain append', 'second append']);
  expect(failed?.status.code).toBe(SpanStatusCode.ERROR);
  expect(failed?.attributes).toEqual({ 'agentstore.driver': 'first', 'error.type': 'failed' });
  expect(append?.status.code).toBe(SpanStatusCode.UNSET);
  expect(append?.events).toMatchObject([
    { name: 'agentstore.degraded', attributes: { 'agentstore.driver': 'first', 'agentstore.operation': 'append' } },
  ]);
});

test('an operation that fails is an error of its span, and of each driver inside it', async () => {
  stop = traceAgentstore();
  const { chain, history, takeAway } = twoFiles();
  await history.add({ role: 'user', content: 'one' });
  await takeAway();
  await rm(join(directory, 'second'), { recursive: true });
  await writeFile(join(directory, 'second'), 'Once a directory.\n');
  exporter.reset();
  await expect(history.refresh()).rejects.toThrow();
  await chain.close();
  expect(spans('chain read')).toMatchObject([
    { status: { code: SpanStatusCode.ERROR }, attributes: { 'error.type': 'chain' } },
  ]);
});

test('what a driver is given later is a trace of its own, and that it recovered is told there', async () => {
  stop = traceAgentstore();
  const { chain, history, takeAway, giveBack } = twoFiles();
  await history.add({ role: 'user', content: 'one' });
  await takeAway();
  await inRequest(() => history.add({ role: 'user', content: 'two' }));
  await giveBack();
  while (chain.status().some(({ state }) => state !== 'up')) await delay(5);
  await chain.close();

  const handOver = spans('chain hand-over').at(-1) as ReadableSpan;
  expect(handOver.parentSpanContext).toBeUndefined();
  expect(spans('first read').map(pathOf)).toContainEqual(['chain hand-over', 'first read']);
  expect(handOver.events.map(({ name }) => name)).toEqual(['agentstore.repaired']);
  expect(spans('agentstore.recovered')).toMatchObject([{ attributes: { 'agentstore.driver': 'first' } }]);
});

test("what a driver's client traces stands inside the driver's span", async () => {
  class TracedClientDriver extends MemoryDriver {
    override async append(identity: SessionIdentity, items: readonly Item[]): Promise<void> {
      await trace.getTracer('client').startActiveSpan('RPUSH', async (span) => {
        await super.append(identity, items);
        span.end();
      });
    }
  }
  stop = traceAgentstore();
  const chain = new DriverChain({
    drivers: [
      { id: 'a', driver: new TracedClientDriver() },
      { id: 'b', driver: new MemoryDriver() },
    ],
  });
  const history = createStore({ defaultStorage: chain }).history(session);
  await inRequest(() => history.add({ role: 'user', content: 'one' }));
  await chain.close();
  expect(spans('RPUSH').map(pathOf)).toContainEqual(['request', 'chain append', 'a append', 'RPUSH']);
});

test.each([
  [false, undefined],
  [true, 'u.ann/a.support/c.c1/s.history'],
])(
  'with identities: %s, the identity of a span is %s, and nothing else names it otherwise',
  async (identities, shown) => {
    stop = traceAgentstore({ identities });
    const { chain, history, takeAway } = twoFiles();
    await history.add({ role: 'user', content: 'one' });
    await takeAway();
    await history.add({ role: 'user', content: 'two' });
    await chain.close();
    for (const span of spans('chain append')) expect(span.attributes['agentstore.identity']).toBe(shown);
    const told = spans().map(({ name, attributes, status, events }) => ({ name, attributes, status, events }));
    expect(JSON.stringify(told).includes('u.ann')).toBe(identities);
  },
);

test('a listing makes no span for each list', async () => {
  stop = traceAgentstore();
  const { chain, history } = twoFiles();
  await history.add({ role: 'user', content: 'one' });
  exporter.reset();
  for await (const _ of chain.list());
  expect(spans().filter(({ name }) => name.endsWith(' list'))).toEqual([]);
  await chain.close();
});

test('after it was stopped nothing is traced', async () => {
  traceAgentstore()();
  const { chain, history } = twoFiles();
  await inRequest(() => history.add({ role: 'user', content: 'one' }));
  await chain.close();
  expect(spans().map(({ name }) => name)).toEqual(['request']);
});
