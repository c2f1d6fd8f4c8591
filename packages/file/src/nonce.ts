import { randomBytes } from 'node:crypto';

/** Eight characters that nobody else makes: they tell apart lines, logs and the files beside them. */
export function makeNonce(): string {
  return randomBytes(4).toString('hex');
}
