import { SessionIdentity } from '@agentstore/core';

/**
 * A list that is measured: where ours keeps it, and its name for the raw client.
 *
 * @typedef {{ readonly identity: SessionIdentity, readonly name: string }} List
 */

/** One that nobody has used. @param {string} [userId] @returns {List} */
export function newList(userId = 'measured') {
  const identity = new SessionIdentity({ agentName: 'bench', userId, chatName: crypto.randomUUID(), scope: 'history' });
  return { identity, name: identity.key };
}
