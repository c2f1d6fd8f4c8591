import { sessionOf } from '../../src/identity/session-identity.ts';
import { ConfigError, SessionIdentity, type SessionIdentityFields } from '../../src/index.ts';

const fieldNames = ['agentName', 'chatName', 'userId', 'group', 'scope'] as const;

function invalid(fields: object): () => SessionIdentity {
  return () => new SessionIdentity(fields as SessionIdentityFields);
}

test('fields that are absent are not there', () => {
  const identity = new SessionIdentity({ agentName: 'a' });
  for (const name of ['userId', 'chatName', 'group', 'scope']) expect(name in identity).toBe(false);
  expect(Object.keys(identity).sort()).toEqual(['agentName', 'key']);
});

test('a field that is present and undefined is refused: it would mean everybody', () => {
  for (const name of fieldNames) expect(invalid({ agentName: 'a', [name]: undefined })).toThrow(ConfigError);
});

test('an id is a string', () => {
  for (const id of [null, 1, {}, [], Symbol('x'), ['a'], new String('a')]) {
    expect(invalid({ agentName: id })).toThrow(ConfigError);
    expect(invalid({ agentName: 'a', userId: id })).toThrow(ConfigError);
  }
});

test('an unknown field is refused, and so is an identity without an agent', () => {
  expect(invalid({ agentName: 'a', user: 'ann' })).toThrow(/user is no field/);
  expect(invalid({ agentName: 'a', UserId: 'ann' })).toThrow(ConfigError);
  expect(invalid({})).toThrow(ConfigError);
  expect(invalid({ group: 'g' })).toThrow(/agentName/);
});

test('an id has at most 512 bytes of UTF-8', () => {
  const euro = '\u20ac';
  for (const id of ['x'.repeat(512), `${euro.repeat(170)}xx`, '😀'.repeat(128), '\ud800'.repeat(170)]) {
    expect(new SessionIdentity({ agentName: id, userId: id }).userId).toBe(id);
  }
  for (const id of ['x'.repeat(513), euro.repeat(171), `${'😀'.repeat(128)}x`, '\ud800'.repeat(171)]) {
    for (const name of fieldNames) expect(invalid({ agentName: 'a', [name]: id })).toThrow(/512 bytes/);
  }
});

test("a group replaces the agent's name: its agents share one memory", () => {
  const one = new SessionIdentity({ agentName: 'one', group: 'team', userId: 'ann' });
  const other = new SessionIdentity({ agentName: 'other', group: 'team', userId: 'ann' });
  expect(one.key).toBe(other.key);
  expect(one.key).not.toBe(new SessionIdentity({ agentName: 'team', userId: 'ann' }).key);
  const { agentName, group, userId } = SessionIdentity.fromKey(one.key);
  expect({ agentName, group, userId }).toEqual({ agentName: 'team', group: 'team', userId: 'ann' });
});

test('a user may have many chats, and a group too', () => {
  const keys = ['x', 'y', undefined].map(
    (chatName) => new SessionIdentity({ agentName: 'a', group: 'g', userId: 'u', ...(chatName && { chatName }) }).key,
  );
  expect(new Set(keys).size).toBe(3);
});

test('withScope is the same session, of that scope', () => {
  const identity = new SessionIdentity({ agentName: 'a', userId: 'ann' });
  const scoped = identity.withScope('history');
  expect({ ...scoped }).toEqual({ agentName: 'a', userId: 'ann', scope: 'history', key: scoped.key });
  expect(scoped.withScope('usage').withScope('history').key).toBe(scoped.key);
  expect(identity.scope).toBeUndefined();
  expect('chatName' in scoped).toBe(false);
});

test('the session of a list is its identity without the scope', () => {
  const session = new SessionIdentity({ agentName: 'a', userId: 'ann' });
  expect(sessionOf(session.withScope('history')).key).toBe(session.key);
  expect('scope' in sessionOf(session.withScope('history'))).toBe(false);
  expect(sessionOf(session).key).toBe(session.key);
});

test('an identity, also one of another copy of the package, is as good as its fields', () => {
  const identity = new SessionIdentity({ agentName: 'a', userId: 'ann' });
  expect(new SessionIdentity(identity)).toEqual(identity);
  expect(new SessionIdentity({ ...identity })).toEqual(identity);
  // A key beside the fields decides nothing.
  expect(new SessionIdentity({ agentName: 'a', key: identity.key } as SessionIdentityFields).userId).toBeUndefined();
});
