import { randomBytes } from 'node:crypto';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** In characters, each part of an id: what the scripts count on. */
const partLength = 8;

/** Makes the ids of one driver's operations: eight characters that no other driver has, and a number that only grows. */
export class OperationIds {
  readonly #driver = Array.from(randomBytes(partLength), (byte) => letters[byte % letters.length]).join('');
  #count = 0;

  next(): string {
    this.#count += 1;
    return this.#driver + this.#count.toString(36).padStart(partLength, '0');
  }
}
