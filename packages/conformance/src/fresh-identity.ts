import { SessionIdentity, type SessionIdentityFields } from '@agentstore/core';

/** An identity that nobody else uses: cases need no empty backend, and run side by side. */
export function freshIdentity(fields: Partial<SessionIdentityFields> = {}): SessionIdentity {
  return new SessionIdentity({ agentName: 'conformance', userId: crypto.randomUUID(), ...fields });
}
