import type { Item } from '@agentstore/core';
import type { CaseDefinition } from '../case.ts';
import { expectList, expectRejection, expectThat } from '../expectation.ts';
import { freshIdentity } from '../fresh-identity.ts';
import { numbered } from '../numbered.ts';

type List = Item[] | null;

/** update, by one who is alone with the list. */
export const updateCases: readonly CaseDefinition[] = [
  {
    title: 'update gives change what is stored, and stores what it returns',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      await driver.write(identity, numbered(1, 3));
      await driver.append(identity, numbered(4, 5));
      let given: List = null;
      await driver.update(identity, (items) => {
        given = items;
        return numbered(11, 12);
      });
      expectList(given, numbered(1, 5), 'what change was given');
      expectList(await driver.read(identity), numbered(11, 12), 'read after an update');
    },
  },
  {
    title: 'update tells an absent list from an empty one',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      const given: List[] = [];
      const keep = (items: List) => {
        given.push(items);
        return items ?? [];
      };
      await driver.update(identity, keep);
      expectList(given.at(-1), null, 'what change was given where there is no list');
      expectList(await driver.read(identity), [], 'read after change returned []');
      await driver.update(identity, keep);
      expectList(given.at(-1), [], 'what change was given where the list is empty');
    },
  },
  {
    title: 'update resolves with what is stored then',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      const first = await driver.update(identity, () => numbered(1, 2));
      expectList(first, numbered(1, 2), 'what an update of no list resolves with');
      const second = await driver.update(identity, (items) => [...(items ?? []), ...numbered(3, 4)]);
      expectList(second, numbered(1, 4), 'what an update of a list resolves with');
      expectList(await driver.update(identity, () => []), [], 'what an update to [] resolves with');
      expectList(await driver.update(identity, () => null), null, 'what an update to null resolves with');
    },
  },
  {
    title: 'update removes the list where change returns null',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      await driver.update(identity, () => null);
      expectList(await driver.read(identity), null, 'read after an update of no list to null');
      await driver.write(identity, numbered(1, 3));
      await driver.update(identity, () => null);
      expectList(await driver.read(identity), null, 'read after an update of a list to null');
    },
  },
  {
    title: 'change may edit what it is given, and return it',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      await driver.write(identity, numbered(1, 3));
      await driver.update(identity, (items) => {
        items?.shift();
        items?.push({ n: 4 });
        return items;
      });
      expectList(await driver.read(identity), numbered(2, 4), 'read after change edited the list');
    },
  },
  {
    title: 'what change throws rejects the update as it is, and nothing is changed',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      await driver.write(identity, numbered(1, 3));
      const thrown = new RangeError('thrown by change');
      const refuse = (items: List): List => {
        items?.splice(0);
        throw thrown;
      };
      const error = await expectRejection(() => driver.update(identity, refuse), 'an update whose change throws');
      expectThat(
        error === thrown,
        `the update should reject with what change threw, it rejected with ${String(error)}`,
      );
      expectList(await driver.read(identity), numbered(1, 3), 'read after change threw');
      await driver.update(identity, (items) => items);
      expectList(await driver.read(identity), numbered(1, 3), 'read after the next update');
    },
  },
];
