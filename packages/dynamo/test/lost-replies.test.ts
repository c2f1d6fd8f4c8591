import { isDeepStrictEqual } from 'node:util';
import type { Item, StorageDriver } from '@agentstore/core';
import { startProxy } from '@agentstore/test-servers';
import { type Change, changes, interferences, type List } from './changes.ts';
import { freshIdentity } from './fresh-identity.ts';
import { intercepted, lostConnection } from './intercepted-client.ts';
import { describeDynamo } from './needs-dynamo.ts';
import { ObservedTable } from './observed-table.ts';

const before = [{ n: 1 }, { n: 2 }];
/** At once: more would wait for the server, and for each other. */
const lanes = 6;

interface Case {
  readonly change: Change;
  readonly interference: Change;
  /** Which request of the change loses its reply; all of them are tried. */
  readonly at: number;
}

const cases = changes.flatMap((change) => interferences.map((interference) => ({ change, interference })));

describeDynamo('a reply that is lost', () => {
  const dynamo = new ObservedTable();
  let others: StorageDriver;
  beforeAll(() => {
    others = dynamo.open({ timeoutMs: 30_000 });
  });

  /** Runs a change whose request loses its reply after it was done, and after others did what they do. */
  async function run({ change, interference, at }: Case, maxAttempts: number) {
    const identity = freshIdentity();
    let [first, last, isLost] = [Number.POSITIVE_INFINITY, 0, false];
    const client = intercepted(dynamo.client({ maxAttempts }), async (send, { number }) => {
      last = number;
      const reply = await send();
      if (number - first + 1 !== at) return reply;
      isLost = true;
      await interference.run(others, identity);
      throw lostConnection();
    });
    const driver = dynamo.openByClient({ timeoutMs: 30_000 }, undefined, client);
    await driver.write(identity, before);
    first = last + 1;
    const failure: Error | null = await change.run(driver, identity).then(
      () => null,
      (error: Error) => error,
    );
    return { isLost, failure, identity, list: await driver.read(identity) };
  }

  async function expectDoneOnce(each: Case, maxAttempts: number): Promise<boolean> {
    const { change, interference } = each;
    const { isLost, failure, identity, list } = await run(each, maxAttempts);
    if (isLost) {
      const done: List[] = [interference.outcome(change.outcome(before)), change.outcome(interference.outcome(before))];
      const allowed = failure ? [...done, interference.outcome(before)] : done;
      const where = `${change.title}, request ${each.at}, others ${interference.title}, ${failure?.message}`;
      expect({ where, isAllowed: allowed.some((one) => isDeepStrictEqual(one, list)), list }).toMatchObject({
        isAllowed: true,
      });
      // Only where the list itself was removed, nothing may be left that tells.
      if (failure) {
        expect(`${interference.title}: ${failure.message}`).toMatch(/^remove.*: .*nothing tells whether it was done/);
      }
    }
    await others.update(identity, (items) => items);
    expect(await dynamo.generationsOf(identity)).toHaveLength(list ? 1 : 0);
    await others.remove(identity);
    expect(await dynamo.recordsOf(identity)).toEqual([]);
    return isLost;
  }

  describe.each([
    { way: 'a client that sends once', maxAttempts: 1, cases },
    { way: 'a client that sends again by itself', maxAttempts: 3, cases: cases.filter((_, at) => at % 2 === 0) },
  ])('to $way', ({ maxAttempts, cases }) => {
    test.each(cases)(
      '$change.title is done once, whichever of its requests it was, while others $interference.title',
      async ({ change, interference }) => {
        let requests = 0;
        for (let isMet = true; isMet; requests += lanes) {
          const ats = Array.from({ length: lanes }, (_, lane) => requests + lane + 1);
          const met = await Promise.all(ats.map((at) => expectDoneOnce({ change, interference, at }, maxAttempts)));
          isMet = met.every((each) => each);
        }
        expect(requests).toBeGreaterThanOrEqual(2);
      },
      60_000,
    );
  });

  test('every third, to the driver’s own client, doubles and loses nothing', async () => {
    const proxy = await startProxy(dynamo.server.port);
    const driver = dynamo.open({ timeoutMs: 20_000 }, proxy.port);
    const identity = freshIdentity();
    proxy.resetAtEveryReply(3);
    let expected: Item[] = [];
    for (let n = 0; n < 25; n++) {
      await driver.append(identity, [{ n }]);
      expected.push({ n });
      if (n % 5 === 4) {
        await driver.update(identity, (items) => [...(items ?? []), { updated: n }].slice(-8));
        expected = [...expected, { updated: n }].slice(-8);
      }
    }
    proxy.heal();
    expect(await driver.read(identity)).toEqual(expected);
    await driver.close();
    await proxy.stop();
  }, 60_000);
});
