import fc from 'fast-check';
import {
  ConfigError,
  type IdentityFilter,
  keyFilter,
  SessionIdentity,
  type SessionIdentityFields,
} from '../../src/index.ts';
import { hostileIds } from './hostile-ids.ts';

const names = ['userId', 'agentName', 'chatName', 'scope'] as const;
const few = fc.oneof(fc.constantFrom('a', 'b', '', 'a.b'), hostileIds);
const someFields = fc.record({ userId: few, agentName: few, chatName: few, scope: few }, { requiredKeys: [] });
const identities = fc.record(
  { userId: few, agentName: few, chatName: few, scope: few },
  { requiredKeys: ['agentName'] },
);

test('a filter matches the identities that have every field that it names, and its prefix begins their keys', () => {
  const property = fc.property(someFields, identities, (filter: IdentityFilter, fields: SessionIdentityFields) => {
    const identity = new SessionIdentity({ ...fields });
    const { prefix, matches } = keyFilter({ ...filter });
    const isMeant = names.every((name) => !(name in filter) || filter[name] === fields[name]);
    expect(matches(identity)).toBe(isMeant);
    if (isMeant) expect(identity.key.startsWith(prefix)).toBe(true);
    expect(matches(new SessionIdentity({ ...fields, ...filter }))).toBe(true);
  });
  fc.assert(property, { numRuns: 5_000 });
});

test('no filter, or one without fields, means all', () => {
  const identity = new SessionIdentity({ agentName: 'a' });
  for (const filter of [undefined, {}]) {
    const { prefix, matches } = keyFilter(filter);
    expect([prefix, matches(identity)]).toEqual(['', true]);
  }
});

test("the prefix of a user's filter ends where the user's segment does", () => {
  expect(keyFilter({ userId: 'ann' }).prefix).toBe('u.ann/');
  expect(keyFilter({ userId: 'ann', chatName: 'x' }).prefix).toBe('u.ann/');
  expect(keyFilter({ userId: 'ann', agentName: 'a', chatName: 'x' }).prefix).toBe('u.ann/a.a/c.x/');
  expect(keyFilter({ agentName: 'a' }).prefix).toBe('');
  expect(keyFilter({ userId: 'u', agentName: 'a', chatName: 'c', scope: 's' }).prefix).toBe('u.u/a.a/c.c/s.s');
});

test("a group stands for the agent's name in a filter as in an identity", () => {
  const inGroup = new SessionIdentity({ agentName: 'a', group: 'g' });
  expect(keyFilter({ group: 'g' }).matches(inGroup)).toBe(true);
  expect(keyFilter({ group: 'g', agentName: 'another' }).matches(inGroup)).toBe(true);
  expect(keyFilter({ agentName: 'a' }).matches(inGroup)).toBe(false);
  expect(keyFilter({ group: 'g' }).matches(new SessionIdentity({ agentName: 'g' }))).toBe(false);
});

test('an empty id in a filter is an id, not any', () => {
  const { matches } = keyFilter({ userId: '' });
  expect(matches(new SessionIdentity({ agentName: 'a', userId: '' }))).toBe(true);
  expect(matches(new SessionIdentity({ agentName: 'a' }))).toBe(false);
  expect(matches(new SessionIdentity({ agentName: 'a', userId: 'x' }))).toBe(false);
});

test('a filter with a field that is undefined, unknown or no string is refused', () => {
  for (const filter of [
    { userId: undefined },
    { user: 'x' },
    { userId: null },
    { chatName: 1 },
    { key: 'u.x/a.y/c/s' },
  ]) {
    expect(() => keyFilter(filter as unknown as IdentityFilter)).toThrow(ConfigError);
  }
});
