import type { CaseDefinition } from '../case.ts';
import { expectList } from '../expectation.ts';
import { freshIdentity } from '../fresh-identity.ts';
import { numbered } from '../numbered.ts';

/** append, by one who is alone with the list. */
export const appendCases: readonly CaseDefinition[] = [
  {
    title: 'append adds items at the end',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      await driver.write(identity, numbered(1, 3));
      await driver.append(identity, numbered(4, 4));
      // More than ten, so that an order of texts shows.
      await driver.append(identity, numbered(5, 16));
      expectList(await driver.read(identity), numbered(1, 16), 'read after a write and two appends');
    },
  },
  {
    title: 'append creates the list',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      await driver.append(identity, numbered(1, 2));
      expectList(await driver.read(identity), numbered(1, 2), 'read after an append to no list');
    },
  },
  {
    title: 'append goes on from an empty list',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      await driver.write(identity, []);
      await driver.append(identity, numbered(1, 2));
      expectList(await driver.read(identity), numbered(1, 2), 'read after an append to an empty list');
    },
  },
  {
    title: 'append of no items creates nothing and changes nothing',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      await driver.append(identity, []);
      expectList(await driver.read(identity), null, 'read after an append of no items to no list');
      await driver.write(identity, numbered(1, 2));
      await driver.append(identity, []);
      expectList(await driver.read(identity), numbered(1, 2), 'read after an append of no items to a list');
    },
  },
  {
    title: 'an append after a removal begins a new list',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      await driver.write(identity, numbered(1, 5));
      await driver.append(identity, numbered(6, 7));
      await driver.remove(identity);
      await driver.append(identity, numbered(8, 9));
      expectList(await driver.read(identity), numbered(8, 9), 'read after a removal and an append');
    },
  },
];
