import { randomUUID } from 'node:crypto';

/** Eight characters that nobody else makes: they tell apart lines, logs and the files beside them. */
export function makeNonce(): string {
  // A UUID begins with 32 random bits, from a pool that Node.js fills in advance: randomBytes() would cost 10 µs.
  return randomUUID().slice(0, 8);
}
