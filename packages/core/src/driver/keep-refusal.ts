import type { Item } from '../item.ts';

/** What an update makes of a list. null: there is none, or is to be none. */
export type Change = (items: Item[] | null) => Item[] | null;

/**
 * Runs an update so that what `change` throws comes out as it is, however the driver and its wrappers dress it up: it is
 * the caller's own decision, not the driver's failure.
 */
export async function keepRefusal<T>(change: Change, update: (attempt: Change) => Promise<T>): Promise<T> {
  const refusals: unknown[] = [];
  const attempt: Change = (items) => {
    try {
      return change(items);
    } catch (error) {
      refusals.push(error);
      throw error;
    }
  };
  try {
    return await update(attempt);
  } catch (error) {
    throw refusals.length > 0 ? refusals[0] : error;
  }
}
