import { makeNonce } from './nonce.ts';

/** In characters, each part of an id. */
const partLength = 8;

/** Makes the ids of one driver's operations: eight characters that no other driver has, and a number that only grows. */
export class OperationIds {
  readonly #driver = makeNonce(partLength);
  #count = 0;

  next(): string {
    this.#count += 1;
    return this.#driver + this.#count.toString(36).padStart(partLength, '0');
  }
}

export function driverOf(operation: string): string {
  return operation.slice(0, partLength);
}
