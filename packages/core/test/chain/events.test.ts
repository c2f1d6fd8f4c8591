import type { ChainEvents } from '../../src/chain/index.ts';
import { chainOf, entry, identity } from './chain-of.ts';

test('degraded and failover tell the operation, the identity, the driver and the cause', async () => {
  const { chain, a } = chainOf();
  const degraded: ChainEvents['degraded'][] = [];
  const failover: ChainEvents['failover'][] = [];
  chain.on('degraded', (event) => degraded.push(event));
  chain.on('failover', (event) => failover.push(event));
  await chain.append(identity, [entry('one')]);
  a.fault = 'refuse';
  await chain.append(identity, [entry('two')]);
  await chain.read(identity);
  const cause = expect.objectContaining({ driver: 'a', code: 'failed' });
  expect(degraded).toEqual([{ operation: 'append', identity: identity.key, driver: 'a', cause }]);
  expect(failover).toEqual([{ operation: 'read', identity: identity.key, driver: 'b', causes: [cause] }]);
});

test('every listener hears, until it stops to listen', async () => {
  const { chain, a } = chainOf();
  const heard: string[] = [];
  const stopFirst = chain.on('degraded', () => heard.push('first'));
  const stopSecond = chain.on('degraded', () => heard.push('second'));
  a.fault = 'refuse';
  await chain.append(identity, [entry('one')]);
  stopFirst();
  await chain.append(identity, [entry('two')]);
  stopSecond();
  stopSecond();
  await chain.append(identity, [entry('three')]);
  expect(heard).toEqual(['first', 'second', 'second']);
});

test('a chain that works tells nothing', async () => {
  const { chain, events } = chainOf();
  await chain.append(identity, [entry('one')]);
  await chain.read(identity);
  await chain.update(identity, (list) => list);
  await chain.remove(identity);
  expect(events).toEqual([]);
});
