import { type Item, type MemoryDriver, Storage } from '../../src/index.ts';
import { fold } from '../../src/journal/journal.ts';

export const session = { agentName: 'support', userId: 'u1', chatName: 'c1' };

/** The items of the list `notes` as a driver holds them, and as a program with another model writes them. */
export class StoredNotes extends Storage<Item> {
  static readonly prefix = 'notes';
}

/** The items as they lie in the driver, in their order. */
export async function storedNotes(driver: MemoryDriver): Promise<Item[]> {
  const { identity } = new StoredNotes(session, driver);
  return fold((await driver.read(identity)) ?? []).map(({ item }) => item);
}
