import type { SessionIdentityFields } from '@agentstore/core';

export function sessionOf(chatName: string): SessionIdentityFields {
  return { agentName: 'support', userId: 'ann', chatName };
}
