import type { SessionIdentity } from '@agentstore/core';
import { MongoClient } from 'mongodb';
import { MongoDriver } from '../src/index.ts';
import { freshIdentity } from './fresh-identity.ts';
import { describeMongo } from './needs-mongo.ts';
import { ObservedServer } from './observed-server.ts';

describeMongo('what a listing asks for', () => {
  const mongo = new ObservedServer();
  let client: MongoClient;
  let [commands, pending, mostPending] = [0, 0, 0];

  beforeAll(() => {
    client = new MongoClient(mongo.server.url, { monitorCommands: true });
    client.on('commandStarted', () => {
      commands += 1;
    });
    // Before it is sent, each request asks for a connection, whether there is one or not.
    client.on('connectionCheckOutStarted', () => {
      pending += 1;
      mostPending = Math.max(mostPending, pending);
    });
    client.on('connectionCheckedIn', () => {
      pending -= 1;
    });
  });
  afterAll(() => client.close());
  beforeEach(() => {
    [commands, mostPending] = [0, 0];
  });

  async function listed(driver: MongoDriver, userId: string): Promise<number> {
    let count = 0;
    for await (const _ of driver.list({ userId })) count += 1;
    return count;
  }

  test('of lists that an append, a write or an update began, no more than their heads', async () => {
    const driver = new MongoDriver({ client, collection: mongo.ownCollection('begun') });
    const userId = crypto.randomUUID();
    const begin: ((identity: SessionIdentity) => Promise<unknown>)[] = [
      (identity) => driver.append(identity, [{ n: 1 }]),
      (identity) => driver.write(identity, [{ n: 1 }]),
      (identity) => driver.update(identity, () => [{ n: 1 }]),
    ];
    for (const [at, each] of begin.entries()) await each(freshIdentity({ userId, chatName: `${at}` }));
    commands = 0;
    expect(await listed(driver, userId)).toBe(begin.length);
    expect(commands).toBe(1);
  });

  test('of lists that may have expired, 32 at once', async () => {
    const driver = new MongoDriver({ client, collection: mongo.ownCollection('expiring'), ttlSeconds: 3_600 });
    const userId = crypto.randomUUID();
    const identities = Array.from({ length: 100 }, (_, n) => freshIdentity({ userId, chatName: `${n}` }));
    await Promise.all(identities.map((identity) => driver.append(identity, [{ n: 1 }])));
    mostPending = 0;
    expect(await listed(driver, userId)).toBe(100);
    expect(mostPending).toBe(32);
  });
});
