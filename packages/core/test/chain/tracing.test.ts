import { channel, tracingChannel } from 'node:diagnostics_channel';
import { FaultyDriver } from '../faulty-driver.ts';
import { chainOf, chainWith, entry, identity } from './chain-of.ts';

type Traced = { driver: string; operation: string; identity: string | null; result?: unknown; error?: unknown };

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** What ends on a tracing channel from now on. */
function traced(name: 'agentstore:chain' | 'agentstore:driver'): Traced[] {
  const ended: Traced[] = [];
  const subscribers = { asyncEnd: (context: object) => void ended.push({ ...(context as Traced) }) };
  const tracing = tracingChannel(name);
  const all = { start() {}, end() {}, asyncStart() {}, error() {}, ...subscribers };
  tracing.subscribe(all);
  stops.push(() => tracing.unsubscribe(all));
  return ended;
}

test('what is asked of a chain, and what it asks of its drivers, is traced with its outcome', async () => {
  const { chain, a } = chainOf();
  const [ofChain, ofDrivers] = [traced('agentstore:chain'), traced('agentstore:driver')];
  a.failNext('append', 'refuse');
  await chain.append(identity, [entry('one')]);
  const call = { operation: 'append', identity: identity.key };
  expect(ofChain).toEqual([{ driver: 'chain', ...call, result: undefined }]);
  const changes = ofDrivers.filter((one) => one.identity === identity.key);
  expect(changes).toEqual(
    expect.arrayContaining([
      { driver: 'a', ...call, error: expect.objectContaining({ message: 'network: refuse' }) },
      { driver: 'b', ...call, result: undefined },
      { driver: 'c', ...call, result: undefined },
    ]),
  );
  expect(changes).toHaveLength(3);
});

test('an operation of a chain that fails is traced with its error', async () => {
  const { chain, a, b, c } = chainOf();
  const ended = traced('agentstore:chain');
  for (const driver of [a, b, c]) driver.fault = 'refuse';
  await expect(chain.read(identity)).rejects.toThrow();
  const error = expect.objectContaining({ code: 'chain' });
  expect(ended).toEqual([{ driver: 'chain', operation: 'read', identity: identity.key, error }]);
});

test('every method that concerns a list is traced, and a chain of one as well', async () => {
  const { chain } = chainWith([{ id: 'only', driver: new FaultyDriver() }]);
  const [ofChain, ofDrivers] = [traced('agentstore:chain'), traced('agentstore:driver')];
  await chain.write(identity, [entry('one')]);
  await chain.append(identity, [entry('two')]);
  await chain.update(identity, (list) => list);
  await chain.read(identity);
  await chain.readLast(identity, 1);
  await chain.remove(identity);
  const operations = ['write', 'append', 'update', 'read', 'readLast', 'remove'];
  expect(ofChain.map(({ driver, operation }) => [driver, operation])).toEqual(operations.map((one) => ['chain', one]));
  expect(ofDrivers.map(({ driver, operation }) => [driver, operation])).toEqual(operations.map((one) => ['only', one]));
});

test('events are published with their name', async () => {
  const published: unknown[] = [];
  const events = channel('agentstore:chain:event');
  const listener = (message: unknown) => void published.push(message);
  events.subscribe(listener);
  stops.push(() => events.unsubscribe(listener));
  const { chain, a } = chainOf();
  a.failNext('append', 'refuse');
  await chain.append(identity, [entry('one')]);
  const cause = expect.objectContaining({ driver: 'a', code: 'failed' });
  expect(published).toEqual([{ event: 'degraded', operation: 'append', identity: identity.key, driver: 'a', cause }]);
});
