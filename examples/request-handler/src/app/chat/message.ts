/** A question or its answer, which belong to one turn: its name is made by the client, once (`crypto.randomUUID()`). */
export interface Message {
  readonly turn: string;
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

/** Without what was stored twice, because one turn was sent twice at the same moment. */
export function eachOnce(messages: readonly Message[]): Message[] {
  const seen = new Set<string>();
  return messages.filter(({ turn, role }) => {
    const isNew = !seen.has(`${role} ${turn}`);
    seen.add(`${role} ${turn}`);
    return isNew;
  });
}
