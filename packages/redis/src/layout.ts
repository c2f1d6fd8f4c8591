import { SessionIdentity } from '@agentstore/core';

/**
 * The key of a list: `{u.<user>}/a.<agent>/c.<chat>/s.<scope>`, without a user `{u/a.<agent>/c.<chat>}/s.<scope>`. Of what
 * stands in braces a cluster makes the slot: a user's lists lie together, so that one script changes a list and their index.
 */
export function listKey(keyPrefix: string, identity: SessionIdentity): string {
  const { key } = identity;
  const end = userOf(identity)?.length ?? key.lastIndexOf('/');
  return `${keyPrefix}{${key.slice(0, end)}}${key.slice(end)}`;
}

/** The key of the index of a user's lists: a sorted set of what follows the braces in their keys. `user`: `u.<user>`. */
export function indexKey(keyPrefix: string, user: string): string {
  return `${keyPrefix}{${user}}:lists`;
}

/** Whose list it is, `u.<user>`; null: it has no user. */
export function userOf({ key }: SessionIdentity): string | null {
  return key.startsWith('u.') ? key.slice(0, key.indexOf('/')) : null;
}

/** What SCAN is to look for, whatever characters the prefix has. */
export function keyPattern(keyPrefix: string): string {
  return `${keyPrefix.replace(/[\\*?[\]]/g, '\\$&')}{*`;
}

/** Whose list lies at a key; null: the key is somebody else's. */
export function identityOf(keyPrefix: string, key: string): SessionIdentity | null {
  const [, tag, rest] = /^\{([^{}]*)\}(\/[^{}]*)$/.exec(key.slice(keyPrefix.length)) ?? [];
  if (tag === undefined || !key.startsWith(keyPrefix)) return null;
  try {
    const identity = SessionIdentity.fromKey(tag + rest);
    return listKey(keyPrefix, identity) === key ? identity : null;
  } catch {
    return null;
  }
}
