import { DriverError, type DriverErrorCode } from '@agentstore/core';
import { startMongo } from '@agentstore/test-servers';
import { MongoServerError } from 'mongodb';
import { MongoDriver } from '../src/index.ts';
import { entryId, headId } from '../src/layout.ts';
import { freshIdentity } from './fresh-identity.ts';
import { LossyClient } from './lossy-client.ts';
import { describeMongo, describeOwnMongo } from './needs-mongo.ts';
import { ObservedServer } from './observed-server.ts';
import { operations } from './operations.ts';

const timeoutMs = 1_000;
const all = Object.keys(operations);

async function expectFailure(work: Promise<unknown> | undefined, code: DriverErrorCode, advice: RegExp): Promise<void> {
  const error = await work?.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DriverError);
  expect(error).toMatchObject({ code, message: expect.stringMatching(advice), cause: expect.anything() });
}

describeMongo('a list', () => {
  const mongo = new ObservedServer();

  test.each([
    ['a head of another form', (id: string) => ({ _id: id, theirs: true })],
    ['a head whose operations are none', (id: string) => ({ _id: id, generation: 'g', isVoid: false, expires: null })],
  ])('that has %s is corrupt, and left as it is', async (_, head) => {
    const identity = freshIdentity();
    const theirs = head(headId(identity));
    await mongo.recordsOf().insertOne(theirs);
    for (const name of ['read', 'readLast', 'write', 'append', 'update', 'remove']) {
      await expectFailure(operations[name]?.(mongo.open(), identity), 'corrupt', /damaged.*mend it/);
    }
    expect(await mongo.recordsOf().findOne({ _id: theirs._id })).toEqual(theirs);
    await mongo.recordsOf().deleteOne({ _id: theirs._id });
  });

  test.each<[string, object | null]>([
    ['misses an entry', null],
    ['has an entry of another form', { theirs: true }],
    ['has an entry that is no JSON', { operation: 'x', text: '{"n":', parts: 0, expires: null }],
    ['misses a part of an entry', { operation: 'x', text: '}', parts: 1, expires: null }],
  ])('that %s is corrupt, and can be removed', async (_, theirs) => {
    const driver = mongo.open();
    const identity = freshIdentity();
    for (const n of [1, 2, 3]) await driver.append(identity, [{ n }]);
    const records = mongo.recordsOf();
    const head = await records.findOne({ _id: headId(identity) });
    const second = { _id: entryId(identity, String(head?.generation), 2) };
    expect((await records.deleteOne(second)).deletedCount).toBe(1);
    if (theirs) await records.insertOne({ ...second, ...theirs });
    for (const name of ['read', 'update', 'write']) {
      await expectFailure(operations[name]?.(mongo.open(), identity), 'corrupt', /damaged.*mend it/);
    }
    await driver.remove(identity);
    expect(await driver.read(identity)).toBeNull();
    expect(await mongo.leftovers(identity)).toEqual([]);
  });

  // No server here has users, validators or members: what these say is put in the place of their answers.
  test.each([
    [13, 'not authorized on test to execute command { update: "agentstore" }', /createRole.*listCollections/],
    [18, 'Authentication failed.', /refuses this user name or password/],
    [8000, 'bad auth : authentication failed', /refuses this user name or password/],
    [121, 'Document failed validation', /has a validator/],
    [100, 'Not enough data-bearing nodes', /majority of the members/],
    [20, 'Transaction numbers are only allowed on a replica set member or mongos', /retryWrites=false/],
    [14031, 'No space left on device', /no room on its disk/],
    [148, 'Majority read concern requested, but it is not supported by the storage engine.', /WiredTiger/],
  ])('that the server refuses with %d, %s, is told with what to do', async (code, errmsg, advice) => {
    for (const name of all) {
      const client = new LossyClient(mongo.client);
      client.lose(
        'request',
        () => true,
        async () => {
          throw new MongoServerError({ ok: 0, code, errmsg });
        },
      );
      await expectFailure(operations[name]?.(new MongoDriver({ client }), freshIdentity()), 'failed', advice);
    }
  });
});

describeOwnMongo('a server', () => {
  async function expectFailures(url: string, code: DriverErrorCode, advice: RegExp): Promise<void> {
    const driver = new MongoDriver({ url, timeoutMs });
    await Promise.all(all.map((name) => expectFailure(operations[name]?.(driver, freshIdentity()), code, advice)));
    await driver.close();
  }

  test('that is not there is told to be not there', async () => {
    const gone = await startMongo({ own: true });
    await gone.stop();
    await expectFailures(gone.url, 'failed', /is it running/);
  });

  test('whose name is not known is told to be not known', async () => {
    await expectFailures('mongodb://no-such-server.invalid', 'failed', /name is not known/);
  });

  test('whose url has an option that there is not is told so', async () => {
    await expectFailures(
      'mongodb://127.0.0.1/?noSuchOption=1',
      'failed',
      /url or an option is not as MongoDB wants it/,
    );
  });
});
