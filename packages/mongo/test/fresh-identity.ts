import { SessionIdentity, type SessionIdentityFields } from '@agentstore/core';

/** An identity that nobody else uses: tests need no empty server, and run side by side. */
export function freshIdentity(fields: Partial<SessionIdentityFields> = {}): SessionIdentity {
  return new SessionIdentity({ agentName: 'test', userId: crypto.randomUUID(), scope: 'history', ...fields });
}
