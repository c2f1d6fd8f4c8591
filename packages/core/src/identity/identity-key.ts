import type { SessionIdentityFields } from './session-identity.ts';

/**
 * The four segments of a key, from the widest to the narrowest, so that a user's data and a session's data are each a
 * prefix. A segment is a letter alone (absent) or the letter, a dot and the escaped id: `u/g.team/c.42/s.history`.
 */
export function encodeSegments(fields: Partial<SessionIdentityFields>): [string, string, string, string] {
  const { agentName, chatName, userId, group, scope } = fields;
  const owner = group === undefined ? segment('a', agentName) : segment('g', group);
  return [segment('u', userId), owner, segment('c', chatName), segment('s', scope)];
}

export function encodeKey(fields: SessionIdentityFields): string {
  return encodeSegments(fields).join('/');
}

/** The fields behind a key, or null. The caller encodes them again and compares: that alone proves the key. */
export function decodeKey(key: string): SessionIdentityFields | null {
  const fields: { [name: string]: string } = {};
  for (const segment of key.split('/')) {
    const name = fieldOfLetter[segment[0] ?? ''];
    if (name && segment.length > 1) fields[name] = unescapeId(segment.slice(2));
  }
  const agentName = fields.agentName ?? fields.group;
  return agentName === undefined ? null : { ...fields, agentName };
}

const fieldOfLetter: { readonly [letter: string]: keyof SessionIdentityFields } = {
  u: 'userId',
  a: 'agentName',
  g: 'group',
  c: 'chatName',
  s: 'scope',
};

function segment(letter: string, id: string | undefined): string {
  return id === undefined ? letter : `${letter}.${escapeId(id)}`;
}

/**
 * Injective also where case does not count (macOS, Windows), so capitals are marked; and no id ends in a dot, which Windows
 * drops, so the empty id is a lone '!'. UTF-16 units, not characters: a lone surrogate is an id like any other.
 */
function escapeId(id: string): string {
  if (id === '') return '!';
  return id.replace(/[^a-z0-9-]/g, (unit) => {
    if (unit === '_') return '__';
    if (unit >= 'A' && unit <= 'Z') return `_${unit.toLowerCase()}`;
    const code = unit.charCodeAt(0).toString(16);
    return code.length > 2 ? `!u${code.padStart(4, '0')}` : `!${code.padStart(2, '0')}`;
  });
}

function unescapeId(text: string): string {
  if (text === '!') return '';
  return text.replace(
    /_([a-z_])|!u([0-9a-f]{4})|!([0-9a-f]{2})/g,
    (_, letter?: string, wide?: string, narrow?: string) => {
      if (letter) return letter.toUpperCase();
      return String.fromCharCode(Number.parseInt(wide ?? narrow ?? '', 16));
    },
  );
}
