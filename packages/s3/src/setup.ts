import type { Call } from '@agentstore/core/backend';
import { makeNonce } from './nonce.ts';
import { Race } from './race.ts';
import type { S3Lists } from './s3-lists.ts';

/** How often the object of the race is created, and how often each then tries to replace it. */
const [creations, replacements] = [3, 16];
const nonceLength = 16;

/**
 * Asks whether the bucket is there and lets this user list, read, write and delete, and has the store decide a race: of those who
 * create an object, or replace the same one, one may win, and what won must stay. One request after another would not tell:
 * there are stores that hold conditions then, and lose updates in a race. Nothing is left behind.
 */
export async function checkBucket({ bucket, prefix }: S3Lists, call: Call): Promise<void> {
  const key = `${prefix}setup/${makeNonce(nonceLength)}`;
  await bucket.page(call, key);
  try {
    const race = new Race(bucket, call, key);
    for (let creation = 0; creation < creations; creation++) await race.create();
    await race.replace(replacements);
    await race.check();
  } finally {
    await bucket.remove(call, key);
  }
}
