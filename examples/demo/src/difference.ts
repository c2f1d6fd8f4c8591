import { createHash } from 'node:crypto';
import type { Message } from './message.ts';
import { aside, prove } from './screen.ts';

/** Says whether what is stored is the conversation, to the last character. */
export function proveEqual(stored: readonly Message[], messages: readonly Message[]): void {
  const difference = firstDifference(stored, messages);
  prove(
    difference === null,
    difference === null
      ? `${stored.length} stored of ${messages.length}: the same texts, the same order, each once`
      : `${stored.length} stored of ${messages.length}: they differ from message ${difference} on`,
  );
  aside(`  SHA-256 of the conversation ${fingerprint(messages)}…, of what is stored ${fingerprint(stored)}…`);
}

/** The first place (from 1) where the lists differ in any character, or where one has ended; null: they are equal. */
export function firstDifference(stored: readonly Message[], expected: readonly Message[]): number | null {
  const length = Math.max(stored.length, expected.length);
  for (let at = 0; at < length; at++) {
    const [found, wanted] = [stored[at], expected[at]];
    if (!found || !wanted || JSON.stringify(found) !== JSON.stringify(wanted)) return at + 1;
  }
  return null;
}

/** For eyes: equal lists have equal fingerprints. */
function fingerprint(messages: readonly Message[]): string {
  return createHash('sha256').update(JSON.stringify(messages)).digest('hex').slice(0, 16);
}
