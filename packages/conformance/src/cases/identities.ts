import { SessionIdentity, type SessionIdentityFields, type StorageDriver } from '@agentstore/core';
import type { CaseDefinition } from '../case.ts';
import { expectList, expectThat } from '../expectation.ts';
import { freshIdentity } from '../fresh-identity.ts';
import { hostileIds, longestId } from '../hostile-ids.ts';
import { expectKeys, keysOf, writeAll } from '../listed-keys.ts';
import { numbered } from '../numbered.ts';

const separators = ['_', '__', '-', '.', ':', '::', '/', '\\', '|', ',', ';', '#', '!', '%', ' ', '\n', '\u0000', '"'];

/** Any identity is data. */
export const identityCases: readonly CaseDefinition[] = [
  ...Object.entries(hostileIds).map(
    ([what, ids]): CaseDefinition => ({
      title: `ids that ${what} are different ids`,
      deadlineMs: 60_000,
      async test(stage) {
        const tag = crypto.randomUUID();
        await expectSeparate(
          await stage.open(),
          ids.flatMap((id) => inEachField(id, tag)),
        );
      },
    }),
  ),
  {
    title: 'ids that give the same text when they are joined are different identities',
    deadlineMs: 60_000,
    async test(stage) {
      const tag = crypto.randomUUID();
      const pairs = separators.flatMap((separator) => {
        const [ab, bc] = [`a${separator}b`, `b${separator}c`];
        return [
          { userId: tag, agentName: ab, chatName: 'c' },
          { userId: tag, agentName: 'a', chatName: bc },
          { userId: `${tag}${separator}b`, agentName: 'c' },
          { userId: tag, agentName: bc },
          { userId: tag, agentName: 'a', chatName: ab, scope: 'c' },
          { userId: tag, agentName: 'a', chatName: 'a', scope: bc },
        ];
      });
      await expectSeparate(await stage.open(), pairs);
    },
  },
  {
    title: 'an absent field, an empty one and the same id in another field are different identities',
    async test(stage) {
      const tag = crypto.randomUUID();
      const fields: SessionIdentityFields[] = [{ userId: '', agentName: tag }, { agentName: tag }];
      for (const id of ['', 'x']) {
        fields.push(...inEachField(id, tag));
        fields.push({ userId: tag, agentName: 'agent', chatName: id, scope: 'y' });
        fields.push({ userId: tag, agentName: 'agent', chatName: 'y', scope: id });
        fields.push({ userId: tag, agentName: 'agent', group: id, chatName: 'y' });
        fields.push({ userId: tag, agentName: id, chatName: 'y' });
      }
      await expectSeparate(await stage.open(), [{ userId: tag, agentName: 'agent' }, ...fields]);
    },
  },
  {
    title: 'identities whose fields are all as long as they may be differ in any character',
    async test(stage) {
      const tag = crypto.randomUUID();
      const longest = '/'.repeat(longestId);
      const [agentName, chatName, scope] = [longest, longest, longest];
      const other = `${'/'.repeat(longestId - 1)}.`;
      const userId = tag + longest.slice(tag.length);
      const fields = { userId, agentName, chatName, scope };
      await expectSeparate(await stage.open(), [
        fields,
        { ...fields, scope: other },
        { ...fields, chatName: other },
        { ...fields, agentName: other },
        { ...fields, userId: tag + other.slice(tag.length) },
      ]);
    },
  },
  {
    title: 'the agents of one group share one memory',
    async test(stage) {
      const driver = await stage.open();
      const one = freshIdentity({ agentName: 'one', group: 'team' });
      const other = new SessionIdentity({ ...fieldsOf(one), agentName: 'other' });
      await driver.write(one, numbered(1, 2));
      await driver.append(other, numbered(3, 3));
      expectList(await driver.read(one), numbered(1, 3), 'read by an agent after another of its group appended');
    },
  },
  {
    title: 'a listing gives any identity back as it was',
    needs: ['list'],
    deadlineMs: 60_000,
    async test(stage) {
      const driver = await stage.open();
      const userId = crypto.randomUUID();
      const ids = new Set(Object.values(hostileIds).flat());
      const identities = [...ids].map((chatName) => freshIdentity({ userId, chatName }));
      await writeAll(driver, identities);
      expectKeys(await keysOf(driver, { userId }), identities, 'a listing of hostile ids');
    },
  },
];

/** The same id as each of the fields, beside an id that makes the identity a fresh one. */
function inEachField(id: string, tag: string): SessionIdentityFields[] {
  return [
    { userId: tag, agentName: id },
    { userId: tag, agentName: 'agent', chatName: id },
    { userId: tag, agentName: 'agent', group: id },
    { userId: tag, agentName: 'agent', scope: id },
    { userId: id, agentName: tag },
  ];
}

/** Each identity has a list of its own, to read, to add to and to remove. */
async function expectSeparate(driver: StorageDriver, fields: readonly SessionIdentityFields[]): Promise<void> {
  const identities = [
    ...new Map(fields.map((each) => new SessionIdentity(each)).map((each) => [each.key, each])).values(),
  ];
  await writeAll(driver, identities);
  for (const identity of identities) {
    const list = await driver.read(identity);
    const isOwn = list?.length === 1 && list[0]?.of === identity.key;
    expectThat(isOwn, `${describe(identity)} should have a list of its own, it has ${JSON.stringify(list)}`);
  }
  const removed = identities.filter((_, at) => at % 2 === 0);
  await Promise.all(removed.map((identity) => driver.remove(identity)));
  for (const [at, identity] of identities.entries()) {
    const expected = at % 2 === 0 ? null : [{ of: identity.key }];
    expectList(await driver.read(identity), expected, `${describe(identity)}, after every other list was removed`);
  }
}

function describe(identity: SessionIdentity): string {
  return JSON.stringify(fieldsOf(identity));
}

function fieldsOf({ key: _, ...fields }: SessionIdentity): SessionIdentityFields {
  return fields as SessionIdentityFields;
}
