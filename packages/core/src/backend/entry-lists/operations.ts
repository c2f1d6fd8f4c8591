import type { Entry } from './entry-table.ts';
import { randomId } from './random-id.ts';

/** How many writers a head remembers. */
const mostWriters = 24;
const writerLength = 12;

/**
 * Makes the ids of one driver's operations: twelve letters that no other driver has, and a number that only grows. One
 * driver's operations on a list take turns, so that the newest one that a list has tells about all before it.
 */
export class OperationIds {
  readonly #writer = randomId();
  #count = 0;

  next(): string {
    this.#count += 1;
    return this.#writer + this.#count.toString(36);
  }
}

/** Those of a head and of the entries behind it: each writer's newest, the newest writer first. */
export function newestOperations(before: readonly string[], entries: readonly Entry[]): string[] {
  const newest = new Map<string, string>();
  const added = entries.map(({ operation }) => operation).filter(isOfWriter);
  for (const operation of [...before.toReversed(), ...added]) {
    newest.delete(writerOf(operation));
    newest.set(writerOf(operation), operation);
  }
  return [...newest.values()].reverse().slice(0, mostWriters);
}

/** Whether the operation is among those that made a list; null: nothing is known of its writer. */
export function isAmong(operations: readonly string[], operation: string): boolean | null {
  const newest = operations.find((each) => writerOf(each) === writerOf(operation));
  return newest === undefined ? null : numberOf(newest) >= numberOf(operation);
}

/** By which an entry of a rewrite finds its parts: of no writer, since the rewrite itself is named by the head. */
export function partsOfRewrite(operation: string, number: number): string {
  return `${operation}.${number}`;
}

function isOfWriter(operation: string): boolean {
  return operation !== '' && !operation.includes('.');
}

function writerOf(operation: string): string {
  return operation.slice(0, writerLength);
}

function numberOf(operation: string): number {
  return Number.parseInt(operation.slice(writerLength), 36);
}
