import fc from 'fast-check';
import { ConfigError, SessionIdentity, type SessionIdentityFields } from '../../src/index.ts';
import { hostileIds } from './hostile-ids.ts';

const absent = fc.constant(undefined);

/** Identities without a group: the agents of one group share a key on purpose. */
const fieldsWithoutGroup = fc
  .record({
    agentName: hostileIds,
    chatName: fc.option(hostileIds, { nil: undefined }),
    userId: fc.option(hostileIds, { nil: undefined }),
    scope: fc.option(hostileIds, { nil: undefined }),
    group: absent,
  })
  .map(present);

const fieldsWithGroup = fc
  .record({
    agentName: hostileIds,
    group: hostileIds,
    chatName: fc.oneof(absent, hostileIds),
    userId: fc.oneof(absent, hostileIds),
  })
  .map(present);

function present(fields: { readonly [name: string]: string | undefined }): SessionIdentityFields {
  return Object.fromEntries(
    Object.entries(fields).filter(([, id]) => id !== undefined),
  ) as unknown as SessionIdentityFields;
}

function keyOf(fields: SessionIdentityFields): string {
  return new SessionIdentity(fields).key;
}

test('of 100,000 hostile identities no two share a key, also where case does not count', () => {
  const owners = new Map<string, string>();
  for (const fields of fc.sample(fieldsWithoutGroup, 100_000)) {
    const key = keyOf(fields).toLowerCase();
    const owner = JSON.stringify(Object.entries(fields).sort());
    if ((owners.get(key) ?? owner) !== owner) throw new Error(`${owner} and ${owners.get(key)} share ${key}`);
    owners.set(key, owner);
  }
  expect(owners.size).toBeGreaterThan(50_000);
});

test('every UTF-16 unit, alone and in pairs with what escapes are made of, has a key of its own', () => {
  const ids = new Set<string>();
  for (let unit = 0; unit <= 0xffff; unit++) ids.add(String.fromCharCode(unit));
  for (let unit = 0; unit < 0x180; unit++) for (const other of '!_.u0a4A') ids.add(String.fromCharCode(unit) + other);
  const keys = [...ids].map((agentName) => keyOf({ agentName }).toLowerCase());
  expect(new Set(keys).size).toBe(ids.size);
});

test('an identity comes back from its key', () => {
  const property = fc.property(fieldsWithoutGroup, (fields) => {
    const identity = new SessionIdentity(fields);
    const back = SessionIdentity.fromKey(identity.key);
    expect(Object.keys(back).sort()).toEqual(Object.keys(identity).sort());
    for (const name of ['agentName', 'chatName', 'userId', 'scope'] as const) expect(back[name]).toBe(fields[name]);
    expect(back.key).toBe(identity.key);
  });
  fc.assert(property, { numRuns: 5_000 });
});

test('a key is safe as a path, as an object key and as a file name on every system', () => {
  const property = fc.property(fc.oneof(fieldsWithoutGroup, fieldsWithGroup), (fields) => {
    // No segment is '.' or '..', none ends in a dot or a space, and no letter is a capital.
    expect(keyOf(fields)).toMatch(/^u(\.[a-z0-9!_-]+)?\/[ag]\.[a-z0-9!_-]+\/c(\.[a-z0-9!_-]+)?\/s(\.[a-z0-9!_-]+)?$/);
  });
  fc.assert(property, { numRuns: 5_000 });
});

test('an absent field is not an empty one', () => {
  const keys = new Set<string>();
  for (let bits = 0; bits < 32; bits++) {
    const id = (bit: number) => (bits & (1 << bit) ? '' : undefined);
    keys.add(keyOf(present({ agentName: 'a', userId: id(0), chatName: id(1), scope: id(2), group: id(3) })));
  }
  expect(keys.size).toBe(16);
});

test("a user's data, and one session's data, are each a prefix", () => {
  const user = keyOf({ agentName: 'a', userId: 'ann' }).split('/')[0];
  const other = keyOf({ agentName: 'a', userId: 'anna' });
  expect(keyOf({ agentName: 'b', userId: 'ann', chatName: 'x', scope: 'history' }).startsWith(`${user}/`)).toBe(true);
  expect(other.startsWith(`${user}/`)).toBe(false);
  const session = new SessionIdentity({ agentName: 'a', userId: 'ann', chatName: 'x' });
  const upToChat = session.key.split('/').slice(0, 3).join('/');
  expect(session.withScope('history').key.startsWith(`${upToChat}/`)).toBe(true);
  expect(keyOf({ agentName: 'a', userId: 'ann', chatName: 'xy', scope: 'history' }).startsWith(`${upToChat}/`)).toBe(
    false,
  );
});

test('"a_b" and "c" are not "a" and "b_c"', () => {
  expect(keyOf({ agentName: 'a_b', chatName: 'c' })).not.toBe(keyOf({ agentName: 'a', chatName: 'b_c' }));
});

test('what is no key is refused', () => {
  const key = keyOf({ agentName: 'a', userId: 'ann', chatName: 'x', scope: 's' });
  const broken = [
    ...['', '/', 'a', 'u/a/c/s', 'u.x', `${key}/`, `/${key}`, `${key}/x`, key.toUpperCase(), key.replace('u.', 'x.')],
    ...[key.slice(0, -1), key.slice(1), key.replace('/', '//'), key.split('/').reverse().join('/'), 'u.a/a.A/c/s'],
    ...[
      'u/a.!/c/s.',
      'u/a.!61/c/s',
      'u/a.!u0041/c/s',
      'u/a._/c/s',
      'u/a.!zz/c/s',
      'u/a.x y/c/s',
      'u/a.x/g.y/s',
      '__proto__',
    ],
    ...[
      'u/a.../c/s',
      'u/a.%41/c/s',
      'u/a.é/c/s',
      'u/axb/c/s',
      `u/a.${'x'.repeat(513)}/c/s`,
      '../../etc/passwd',
      'u/constructor/c/s',
    ],
  ];
  for (const text of broken) expect(() => SessionIdentity.fromKey(text)).toThrow(ConfigError);
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'uagcs./!_x41'), maxLength: 14 }), (text) => {
      try {
        expect(SessionIdentity.fromKey(text).key).toBe(text);
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigError);
      }
    }),
    { numRuns: 5_000 },
  );
});
