/** Resolves when all have; rejects with the first failure, but only after each of them has ended. */
export async function allSettled(works: readonly Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(works);
  await Promise.all(works);
}
