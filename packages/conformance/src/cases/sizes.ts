import type { Item } from '@agentstore/core';
import type { CaseDefinition } from '../case.ts';
import { expectList } from '../expectation.ts';
import { freshIdentity } from '../fresh-identity.ts';
import { numbered } from '../numbered.ts';
import type { Sizes } from '../options.ts';

/** Big items and long lists take their time on a slow backend: none of these cases is about that. */
const patient = { timeoutMs: 60_000 };
const deadlineMs = 180_000;

/** Any size. */
export function sizeCases({ itemBytes, listBytes }: Sizes): readonly CaseDefinition[] {
  return [
    {
      title: `an item of ${megabytes(itemBytes)} comes back as it was`,
      deadlineMs,
      async test(stage) {
        const driver = await stage.open(patient);
        const identity = freshIdentity();
        const [first, second] = [bigItem(1, itemBytes), bigItem(2, itemBytes)];
        await driver.write(identity, [{ n: 0 }, first]);
        await driver.append(identity, [second]);
        expectList(await driver.read(identity), [{ n: 0 }, first, second], 'read of big items');
        expectList(await driver.readLast(identity, 1), [second], 'readLast of a big item');
      },
    },
    {
      title: `a list of ${megabytes(listBytes)} comes back as it was`,
      deadlineMs,
      async test(stage) {
        const driver = await stage.open(patient);
        const identity = freshIdentity();
        const items = Array.from({ length: 500 }, (_, n) => bigItem(n, listBytes / 500));
        await driver.write(identity, items);
        expectList(await driver.read(identity), items, 'read of a big list');
        await driver.append(identity, [{ n: 500 }]);
        expectList(await driver.readLast(identity, 2), [...items.slice(-1), { n: 500 }], 'readLast of a big list');
      },
    },
    {
      title: `a list that appends made ${megabytes(listBytes)} long comes back as it was`,
      needs: ['append'],
      deadlineMs,
      async test(stage) {
        const driver = await stage.open(patient);
        const identity = freshIdentity();
        const items = Array.from({ length: 100 }, (_, n) => bigItem(n, listBytes / 100));
        for (let at = 0; at < items.length; at += 5) await driver.append(identity, items.slice(at, at + 5));
        expectList(await driver.read(identity), items, 'read of a list that many appends made');
      },
    },
    {
      title: 'an append of 2,000 items is one append',
      deadlineMs,
      async test(stage) {
        const driver = await stage.open(patient);
        const identity = freshIdentity();
        await driver.append(identity, numbered(1, 2_000));
        await driver.append(identity, numbered(2_001, 4_000));
        expectList(await driver.read(identity), numbered(1, 4_000), 'read after two appends of 2,000 items');
        expectList(await driver.readLast(identity, 2_001), numbered(2_000, 4_000), 'readLast of 2,001 items');
      },
    },
    {
      title: 'a list of 10,000 items comes back as it was',
      deadlineMs,
      async test(stage) {
        const driver = await stage.open(patient);
        const identity = freshIdentity();
        await driver.write(identity, numbered(1, 10_000));
        expectList(await driver.read(identity), numbered(1, 10_000), 'read of 10,000 items');
        await driver.update(identity, (items) => items?.slice(1) ?? null);
        expectList(await driver.read(identity), numbered(2, 10_000), 'read after an update of 10,000 items');
      },
    },
    {
      title: 'a short list that replaces a long one is all there is',
      deadlineMs,
      async test(stage) {
        const driver = await stage.open(patient);
        const identity = freshIdentity();
        await driver.write(identity, [bigItem(1, itemBytes), ...numbered(2, 3_000)]);
        await driver.write(identity, numbered(1, 2));
        await driver.append(identity, numbered(3, 3));
        expectList(await driver.read(identity), numbered(1, 3), 'read after a short list replaced a long one');
        expectList(
          await driver.readLast(identity, 9),
          numbered(1, 3),
          'readLast after a short list replaced a long one',
        );
      },
    },
  ];
}

/** Characters of one, two and three bytes, so that no cut between bytes goes unnoticed. */
function bigItem(n: number, bytes: number): Item {
  return { n, text: 'aé漢'.repeat(bytes / 6) };
}

function megabytes(bytes: number): string {
  return `${bytes / 1_000_000} MB`;
}
