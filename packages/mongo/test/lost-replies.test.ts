import type { StorageDriver } from '@agentstore/core';
import { MongoDriver } from '../src/index.ts';
import { changes, interferences, nothing } from './changes.ts';
import { freshIdentity } from './fresh-identity.ts';
import { type Loss, LossyClient } from './lossy-client.ts';
import { describeMongo } from './needs-mongo.ts';
import { ObservedServer } from './observed-server.ts';

const before = [{ n: 1 }, { n: 2 }];
const losses: readonly Loss[] = ['reply', 'request'];
const cases = losses.flatMap((loss) =>
  changes.flatMap((change) =>
    interferences.map((interference) => ({
      title: `${loss} of ${change.title}, while others ${interference.title}`,
      loss,
      change,
      interference,
    })),
  ),
);

type Case = (typeof cases)[number];

describeMongo('a connection that is lost', () => {
  const mongo = new ObservedServer();

  /**
   * Loses one request after another of the same change. Resolves with how many of them were acknowledged.
   *
   * @param isKnown whether the driver has met the list before: then an append is one request
   */
  async function loseEach({ loss, change, interference }: Case, isKnown: boolean) {
    // Of its own: the stand-ins of MongoDB get slow with what a collection holds.
    const collection = mongo.ownCollection(crypto.randomUUID());
    const others = mongo.open({ collection });
    const outcomes: boolean[] = [];
    for (let number = 1; ; number++) {
      const client = new LossyClient(mongo.client);
      const driver: StorageDriver = new MongoDriver({ client, collection });
      const identity = freshIdentity();
      await (isKnown ? driver : others).write(identity, before);
      client.lose(
        loss,
        (each) => each === number,
        () => interference.run(others, identity),
      );
      const isAcknowledged = await change.run(driver, identity).then(
        () => true,
        () => false,
      );
      if (client.count < number) return outcomes;
      outcomes.push(isAcknowledged);

      const done = [interference.outcome(change.outcome(before)), change.outcome(interference.outcome(before))];
      const list = await others.read(identity);
      expect(isAcknowledged ? done : [...done, interference.outcome(before)]).toContainEqual(list);
      // And it can be worked with.
      await others.append(identity, [{ theirs: 'later' }]);
      expect(await driver.read(identity)).toEqual([...(list ?? []), { theirs: 'later' }]);
    }
  }

  test.concurrent.each(cases)('with any $title: it is done once, or not at all', async (each) => {
    // Of the other changes, only the first request is another one.
    for (const isKnown of /append$/.test(each.change.title) ? [true, false] : [true]) {
      const outcomes = await loseEach(each, isKnown);
      expect(outcomes.length).toBeGreaterThan(0);
      if (each.interference === nothing) expect(outcomes).not.toContain(false);
    }
  });
});
