import type { StoredHead } from './head-cache.ts';
import type { Head } from './list-format.ts';
import { driverOf } from './operation-id.ts';

/** How many drivers' operations a head names. */
export const namedOperations = 16;

/** Nothing tells whether the change was done before a connection was lost. */
class DoubtfulChange extends Error {
  override readonly name = 'DoubtfulChange';
}

/**
 * Whether a head that was sent, and not answered, was stored: told by what is there now. Throws DoubtfulChange.
 *
 * @param sent begins with the operation in question
 */
export function wasStored(sent: Head, now: StoredHead | null): boolean {
  // A removal: whoever did it, the list is gone.
  if (!now && sent.isRemoved) return true;
  const [operation = ''] = sent.operations;
  // Another birth: the object was deleted meanwhile, with all that it told.
  if (now?.head.born === sent.born) {
    const { operations } = now.head;
    if (operations.includes(operation)) return true;
    const hasOwn = operations.some((other) => driverOf(other) === driverOf(operation));
    if (hasOwn || operations.length < namedOperations) return false;
  }
  throw new DoubtfulChange('a connection was lost');
}
