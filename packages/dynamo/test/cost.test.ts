import type { Item, SessionIdentity } from '@agentstore/core';
import { startProxy, type TestProxy } from '@agentstore/test-servers';
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDriver } from '../src/index.ts';
import { entrySort } from '../src/layout.ts';
import { freshIdentity } from './fresh-identity.ts';
import { Meter } from './meter.ts';
import { describeDynamo } from './needs-dynamo.ts';
import { ObservedTable } from './observed-table.ts';

/** 300 bytes of JSON, as messages of agents are on average. */
const message: Item = { role: 'user', content: 'What an agent says in one turn. '.repeat(8).padEnd(272, '.') };
const turn = [message, message];
const lengths = [0, 10, 1_000, 10_000];

describeDynamo('what an operation costs', () => {
  const dynamo = new ObservedTable();
  let proxy: TestProxy;
  let driver: DynamoDriver;
  let meter: Meter;

  beforeAll(async () => {
    proxy = await startProxy(dynamo.server.port);
    const client = dynamo.client({}, proxy.port);
    meter = new Meter(client);
    driver = dynamo.openByClient({ timeoutMs: 30_000 }, undefined, client);
    await driver.setup();
  });
  afterAll(() => proxy.stop());

  /** A list that appends of one turn each made. What the first ones stored is stored again under the next numbers. */
  async function listOf(items: number): Promise<SessionIdentity> {
    const identity = freshIdentity({ userId: crypto.randomUUID(), chatName: crypto.randomUUID() });
    const turns = items / 2;
    for (let made = 0; made < Math.min(turns, 5); made++) await driver.append(identity, turn);
    if (turns <= 5) return identity;
    const [, last] = (await dynamo.recordsOf(identity)).reverse();
    const generation = String(last?.sk?.S).slice(0, 12);
    const copies = Array.from({ length: turns - 5 }, (_, at) => ({
      ...last,
      sk: { S: entrySort(generation, at + 6) },
    }));
    for (let at = 0; at < copies.length; at += 25) {
      const puts = copies.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }));
      await dynamo.observer.send(new BatchWriteItemCommand({ RequestItems: { [dynamo.table]: puts } }));
    }
    return identity;
  }

  test('a message is as long as the others', () => {
    expect(JSON.stringify(message)).toHaveLength(300);
  });

  test.each(lengths)(
    'an append of a turn under 1 KB to %d items is one write unit and one read unit',
    async (length) => {
      const identity = await listOf(length);
      // So that the driver knows the list, as it does from its second turn on; the first one makes the list's head as well.
      if (length > 0) await driver.append(identity, turn);
      const { requests, readUnits, writeUnits } = await meter.of(() => driver.append(identity, turn));
      expect(writeUnits).toBe(length > 0 ? 1 : 2);
      expect(writeUnits).toBeLessThanOrEqual(2);
      if (length > 0) expect({ requests, readUnits }).toEqual({ requests: 2, readUnits: 1 });
    },
  );

  test('the first append of a driver that does not know the list is as cheap to write, and two reads more', async () => {
    const identity = await listOf(1_000);
    const client = dynamo.client();
    const fresh = dynamo.openByClient({}, undefined, client);
    const { requests, writeUnits } = await new Meter(client).of(() => fresh.append(identity, turn));
    expect({ requests, writeUnits }).toEqual({ requests: 4, writeUnits: 1 });
  });

  test('an append of the biggest turn under 1 KB, to the list of the longest ids, is at most two write units', async () => {
    const ids = { agentName: '!'.repeat(512), userId: crypto.randomUUID(), chatName: '?'.repeat(512) };
    const identity = freshIdentity(ids);
    const big = [{ content: 'x'.repeat(1_000) }];
    await driver.append(identity, big);
    expect((await meter.of(() => driver.append(identity, big))).writeUnits).toBe(2);
  });

  test('an append sends and is sent as much at 10,000 items as at 10, with a ttl too', async () => {
    const expiring = dynamo.open({ ttlSeconds: 3_600 }, proxy.port);
    const [short, long] = [await listOf(10), await listOf(10_000)];
    for (const each of [driver, expiring]) {
      const costs: number[][] = [];
      for (const identity of [short, long]) {
        await each.append(identity, turn);
        proxy.resetCounts();
        await each.append(identity, turn);
        costs.push([proxy.requests, proxy.bytesToServer, proxy.bytesToClient]);
      }
      const [few = [], many = []] = costs;
      expect(many[0]).toBe(few[0]);
      // The head's generation, numbers and times are not always as long as text.
      expect(Math.abs(Number(many[1]) - Number(few[1]))).toBeLessThan(64);
      expect(Math.abs(Number(many[2]) - Number(few[2]))).toBeLessThan(64);
    }
  });

  test('10,000 items that were appended two by two are loaded for at most 1.4 times their JSON in read units', async () => {
    const identity = await listOf(10_000);
    const fresh = dynamo.client();
    let items: Item[] | null = null;
    const { readUnits } = await new Meter(fresh).of(async () => {
      items = await dynamo.openByClient({ timeoutMs: 30_000 }, undefined, fresh).read(identity);
    });
    expect(items).toEqual(Array(10_000).fill(message));
    expect(readUnits).toBeLessThanOrEqual((1.4 * JSON.stringify(items).length) / 4_096);
  });

  test('10,000 items that a rewrite stored are loaded for at most 1.1 times their JSON in read units', async () => {
    const identity = freshIdentity();
    const items = Array<Item>(10_000).fill(message);
    const { writeUnits } = await meter.of(() => driver.write(identity, items));
    const { readUnits } = await meter.of(() => driver.read(identity));
    const bytes = JSON.stringify(items).length;
    expect(readUnits).toBeLessThanOrEqual((1.1 * bytes) / 4_096);
    expect(writeUnits).toBeLessThanOrEqual((1.2 * bytes) / 1_024);
  });

  test('the last 20 of 10,000 are one query from the end, of some 15 KB', async () => {
    const identity = await listOf(10_000);
    await driver.append(identity, turn);
    const { requests, readUnits } = await meter.of(() => driver.readLast(identity, 20));
    expect(requests).toBe(2);
    expect(readUnits).toBeLessThanOrEqual(6);
  });

  test('the lists of one user are one query, whatever else the table holds', async () => {
    const userId = crypto.randomUUID();
    for (let n = 0; n < 20; n++) await driver.append(freshIdentity({ userId, chatName: `${n}` }), turn);
    let found = 0;
    const { requests, readUnits } = await meter.of(async () => {
      for await (const _ of driver.list({ userId })) found += 1;
    });
    expect(found).toBe(20);
    // All of these heads were made for an append to come: each is looked at once, and then known to be a list.
    expect(requests).toBe(1 + 20 * 3);
    expect(readUnits).toBeGreaterThan(0);
    const again = await meter.of(async () => {
      for await (const _ of driver.list({ userId })) found += 1;
    });
    expect(again.requests).toBe(1);
    expect(again.readUnits).toBeLessThanOrEqual(3);
  });
});
