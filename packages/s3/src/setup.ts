import { type Call, retried } from '@agentstore/core/backend';
import { ObjectChanged } from './bucket.ts';
import { makeNonce } from './nonce.ts';
import { attemptsFor } from './request-error.ts';
import type { S3Lists } from './s3-lists.ts';

/** The store does not hold what conditional writes promise: lists would lose what several processes write. */
export class BrokenConditions extends Error {
  override readonly name = 'BrokenConditions';
}

/** Nobody won a race: all of them met a conflict. */
class NoWinner extends Error {
  override readonly name = 'NoWinner';
}

/** How many write at once, and how often an object is created and then replaced by them. */
const [racers, creations, replacements] = [8, 4, 4];
const nonceLength = 16;

/**
 * Asks whether the bucket is there and lets this user list, read, write and delete, and has the store decide races: of those who
 * create an object at once, or replace the same one, one may win. It leaves nothing behind.
 */
export async function checkBucket(lists: S3Lists, call: Call): Promise<void> {
  const { bucket } = lists;
  const key = `${lists.prefix}setup/${makeNonce(nonceLength)}`;
  await bucket.page(call, key);
  await bucket.get(call, key);
  try {
    for (let creation = 0; creation < creations; creation++) {
      let etag = await race(lists, call, key, null);
      for (let replacement = 0; replacement < replacements; replacement++) etag = await race(lists, call, key, etag);
      await bucket.remove(call, key);
    }
  } finally {
    await bucket.remove(call, key);
  }
}

/** Many write at once, all on the same condition. Resolves with the winner's etag. */
async function race(lists: S3Lists, call: Call, key: string, etag: string | null): Promise<string> {
  return retried(
    call,
    async () => {
      const runs = Array.from({ length: racers }, (_, racer) =>
        run(lists, call, key, `${racer} ${makeNonce(nonceLength)}`, etag),
      );
      const winners = (await Promise.all(runs)).filter((winner) => winner !== null);
      const [winner] = winners;
      if (winner === undefined) throw new NoWinner('each of those who wrote at once met a conflict');
      if (winners.length > 1)
        throw new BrokenConditions(`of ${racers} who wrote at once, ${winners.length} were told that they won`);
      return winner;
    },
    (error) => (error instanceof NoWinner ? Number.POSITIVE_INFINITY : 1),
  );
}

/** null: it lost, or was told to try again. */
async function run(lists: S3Lists, call: Call, key: string, text: string, etag: string | null): Promise<string | null> {
  try {
    return await lists.bucket.replace(call, key, text, etag);
  } catch (error) {
    if (error instanceof ObjectChanged || attemptsFor(error) === Number.POSITIVE_INFINITY) return null;
    throw error;
  }
}
