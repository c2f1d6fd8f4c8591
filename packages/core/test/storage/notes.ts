import { Storage } from '../../src/index.ts';

export interface Note {
  text: string;
}

/** The plainest storage there is. */
export class Notes extends Storage<Note> {
  static readonly prefix = 'notes';
}

export const session = { agentName: 'support', userId: 'u1', chatName: 'c1' };

export async function textsOf(notes: Notes): Promise<string[]> {
  return (await notes.get()).map(({ text }) => text);
}

export function note(text: string): Note {
  return { text };
}
