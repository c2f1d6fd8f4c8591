import { DriverError, type DriverOperation } from '../../src/index.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { chainWith, entry, identity } from './chain-of.ts';

const first = entry('one');

test('a chain of one asks its driver exactly what it is asked, and leaves nothing of its own in it', async () => {
  const driver = new FaultyDriver();
  const { chain } = chainWith([{ id: 'only', driver }]);
  const operations: [DriverOperation, () => Promise<unknown>][] = [
    ['read', () => chain.read(identity)],
    ['readLast', () => chain.readLast(identity, 3)],
    ['append', () => chain.append(identity, [first])],
    ['update', () => chain.update(identity, (list) => [...(list ?? []), { raw: 1 }])],
    ['write', () => chain.write(identity, [first])],
    ['remove', () => chain.remove(identity)],
  ];
  for (const [operation, work] of operations) {
    driver.calls.length = 0;
    await work();
    expect(driver.calls).toEqual([operation]);
  }
  const listed: string[] = [];
  for await (const { key } of driver.list()) listed.push(key);
  expect(listed).toEqual([]);
});

test('what fails in it is the failure of its driver, under its id', async () => {
  const driver = new FaultyDriver();
  const { chain, events } = chainWith([{ id: 'only', driver }]);
  for (const operation of ['read', 'append', 'remove'] as const) {
    driver.failNext(operation, 'refuse');
    const error: unknown = await chain[operation](identity, [first]).catch((rejection: unknown) => rejection);
    expect(error).toBeInstanceOf(DriverError);
    expect(error).toMatchObject({
      driver: 'only',
      operation,
      identity: identity.key,
      cause: { message: 'network: refuse' },
    });
  }
  expect(events).toEqual([]);
});

test('it verifies and repairs what there is', async () => {
  const { chain } = chainWith([{ id: 'only', driver: new FaultyDriver() }]);
  await chain.append(identity, [first]);
  const holding = { driver: 'only', state: 'complete', missing: 0, surplus: 0, cause: null };
  expect(await chain.verify(identity)).toEqual({ identity, agree: true, drivers: [holding] });
  expect(await chain.repair(identity)).toEqual({ identity, agree: true, drivers: [holding] });
});
