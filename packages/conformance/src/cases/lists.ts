import type { CaseDefinition } from '../case.ts';
import { expectList, expectResolution } from '../expectation.ts';
import { freshIdentity } from '../fresh-identity.ts';
import { numbered } from '../numbered.ts';

/** read, write, remove and readLast: what a list is. */
export const listCases: readonly CaseDefinition[] = [
  {
    title: 'a list that was never written reads as null',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      expectList(await driver.read(identity), null, 'read of a list that was never written');
      expectList(await driver.readLast(identity, 3), null, 'readLast of a list that was never written');
      expectList(await driver.readLast(identity, 0), null, 'readLast of no items, of a list that was never written');
    },
  },
  {
    title: 'an empty list is not an absent one',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      await driver.write(identity, []);
      expectList(await driver.read(identity), [], 'read after [] was written');
      expectList(await driver.readLast(identity, 3), [], 'readLast after [] was written');
      await driver.write(identity, numbered(1, 3));
      await driver.write(identity, []);
      expectList(await driver.read(identity), [], 'read after a list was cleared');
    },
  },
  {
    title: 'items keep their order',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      // More than ten, in an order that is no order of texts.
      const items = [...numbered(90, 110), ...numbered(1, 12)];
      await driver.write(identity, items);
      expectList(await driver.read(identity), items, 'read after a write');
    },
  },
  {
    title: 'equal items are several items',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      await driver.write(identity, [{ n: 1 }, { n: 1 }]);
      await driver.append(identity, [{ n: 1 }]);
      expectList(await driver.read(identity), [{ n: 1 }, { n: 1 }, { n: 1 }], 'read after equal items were stored');
    },
  },
  {
    title: 'write replaces the whole list',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      await driver.write(identity, numbered(1, 20));
      await driver.append(identity, numbered(21, 25));
      await driver.write(identity, numbered(100, 102));
      expectList(await driver.read(identity), numbered(100, 102), 'read after a shorter list was written');
      await driver.write(identity, numbered(1, 30));
      expectList(await driver.read(identity), numbered(1, 30), 'read after a longer list was written');
    },
  },
  {
    title: 'a removed list reads as null',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      await driver.write(identity, numbered(1, 3));
      await driver.remove(identity);
      expectList(await driver.read(identity), null, 'read after a removal');
      expectList(await driver.readLast(identity, 3), null, 'readLast after a removal');
    },
  },
  {
    title: 'removing what is not there resolves',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      await expectResolution(() => driver.remove(identity), 'remove of a list that was never written');
      await driver.write(identity, numbered(1, 3));
      await driver.remove(identity);
      await expectResolution(() => driver.remove(identity), 'remove of a list that was removed');
      expectList(await driver.read(identity), null, 'read after a list was removed twice');
    },
  },
  {
    title: 'readLast gives the last items, oldest first',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      await driver.write(identity, numbered(1, 30));
      expectList(await driver.readLast(identity, 3), numbered(28, 30), 'readLast of 3 after a write of 30');
      await driver.append(identity, numbered(31, 32));
      expectList(await driver.readLast(identity, 3), numbered(30, 32), 'readLast of 3 after an append of 2');
      await driver.update(identity, () => numbered(1, 12));
      expectList(await driver.readLast(identity, 3), numbered(10, 12), 'readLast of 3 after an update to 12');
      expectList(await driver.readLast(identity, 1), numbered(12, 12), 'readLast of 1');
    },
  },
  {
    title: 'readLast of more items than there are gives all of them',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      await driver.write(identity, numbered(1, 3));
      expectList(await driver.readLast(identity, 3), numbered(1, 3), 'readLast of as many items as there are');
      expectList(await driver.readLast(identity, 1_000), numbered(1, 3), 'readLast of more items than there are');
    },
  },
  {
    title: 'readLast of no items is an empty list where there is a list',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      await driver.write(identity, numbered(1, 3));
      expectList(await driver.readLast(identity, 0), [], 'readLast of no items');
    },
  },
];
