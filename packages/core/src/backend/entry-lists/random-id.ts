const letters = '0123456789abcdefghijklmnopqrstuv';
const length = 12;

/** Twelve letters that nobody else has: 60 bits at random. */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => letters[byte % letters.length]).join('');
}
