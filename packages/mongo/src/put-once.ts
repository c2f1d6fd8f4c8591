import { isTaken } from './failure-kinds.ts';

/**
 * Runs a request that stores a record or finds that it is there already. null: another one has its `_id`.
 *
 * If it was sent before, the one that has it may be our own, stored between the server's look and its attempt to store it
 * again. Then the next look finds it.
 */
export async function putOnce<T>(wasRepeated: boolean, put: () => Promise<T>): Promise<T | null> {
  try {
    return await put();
  } catch (error) {
    if (!isTaken(error)) throw error;
    return wasRepeated ? putOnce(false, put) : null;
  }
}
