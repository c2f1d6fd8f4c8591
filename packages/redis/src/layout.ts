import { type KeyFilter, SessionIdentity } from '@agentstore/core';

/** User, agent and chat: what the lists of one session have in common. */
const sessionSegments = 3;

/**
 * The key of a list: `{u.<user>/a.<agent>/c.<chat>}/s.<scope>`. Of what stands in braces a cluster makes the slot, so that
 * a session's lists lie together.
 */
export function listKey(keyPrefix: string, { key }: SessionIdentity): string {
  const end = key.lastIndexOf('/');
  return `${keyPrefix}{${key.slice(0, end)}}${key.slice(end)}`;
}

/** What SCAN is to look for: the keys that begin as a filter says, whatever characters the prefix has. */
export function keyPattern(keyPrefix: string, { prefix }: KeyFilter): string {
  const segments = prefix.split('/');
  const session = segments.slice(0, sessionSegments).join('/');
  const scope = segments.slice(sessionSegments).join('/');
  const beginning = segments.length > sessionSegments ? `{${session}}/${scope}` : `{${session}`;
  return `${(keyPrefix + beginning).replace(/[\\*?[\]]/g, '\\$&')}*`;
}

/** Whose list lies at a key; null: the key is somebody else's. */
export function identityOf(keyPrefix: string, key: string): SessionIdentity | null {
  const [, session, scope] = /^\{([^{}]*)\}(\/[^/]*)$/.exec(key.slice(keyPrefix.length)) ?? [];
  if (session === undefined || !key.startsWith(keyPrefix)) return null;
  try {
    return SessionIdentity.fromKey(`${session}${scope}`);
  } catch {
    return null;
  }
}
