import type { Item } from '@agentstore/core';
import type { CaseDefinition } from '../case.ts';
import { expectList } from '../expectation.ts';
import { freshIdentity } from '../fresh-identity.ts';

/** Whose the objects are that go in and come out. */
export const copyCases: readonly CaseDefinition[] = [
  {
    title: 'what a driver hands out is the copy of whoever asked',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      await driver.write(identity, nested());
      spoil(await driver.read(identity));
      expectList(await driver.read(identity), nested(), 'read after the result of read was edited');
      spoil(await driver.readLast(identity, 1));
      expectList(await driver.readLast(identity, 1), nested(), 'readLast after the result of readLast was edited');
      spoil(await driver.update(identity, (items) => items));
      expectList(await driver.read(identity), nested(), 'read after the result of update was edited');
      const [one, other] = await Promise.all([driver.read(identity), driver.read(identity)]);
      spoil(one);
      expectList(other, nested(), 'the result of a read after the result of another one was edited');
    },
  },
  {
    title: 'what a driver took in is a copy: editing the items afterwards changes nothing',
    async test(stage) {
      const driver = await stage.open();
      for (const method of ['write', 'append'] as const) {
        const identity = freshIdentity();
        const items = nested();
        await driver[method](identity, items);
        spoil(items);
        expectList(await driver.read(identity), nested(), `read after the items of ${method} were edited`);
      }
      const identity = freshIdentity();
      const items = nested();
      await driver.update(identity, () => items);
      spoil(items);
      expectList(await driver.read(identity), nested(), 'read after what change had returned was edited');
    },
  },
  {
    title: 'the items that a driver is given stay as they are',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      const items = nested();
      await driver.write(identity, items);
      await driver.append(identity, items);
      await driver.update(identity, () => items);
      expectList(items, nested(), 'the items after write, append and update had them');
    },
  },
];

function nested(): Item[] {
  return [{ role: 'user', parts: [{ text: 'Hello' }] }];
}

/** Edits the list, an item, and what lies deep in it. */
function spoil(items: Item[] | null): void {
  for (const item of items ?? []) {
    if (Array.isArray(item.parts)) item.parts.push('spoilt');
    item.role = 'spoilt';
  }
  items?.push({ spoilt: true });
}
