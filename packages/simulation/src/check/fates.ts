import type { Attempt, Call, Record, Sent } from '../record/record.ts';

/** A rewrite that had seen the message and did not carry it on. */
export function removesOne({ seen, left }: Attempt, n: number): boolean {
  return seen.versions.has(n) && !left.versions.has(n);
}

/** Whether what was stored before that removal began is gone by it: whoever called it was told so, or that it comes. */
export function covers(removal: Call, sent: Sent): boolean {
  return sent.acknowledgedAt < removal.startedAt && removal.session === sent.session;
}

/** Whether the message may be what the removal met: not where its sending began when the removal had settled. */
export function mayCover(removal: Call, sent: Sent): boolean {
  return removal.session === sent.session && !(sent.acknowledgedFrom > removal.endedAt);
}

/** Whether anything that happened before a moment may have removed the message. */
export function mayBeGone(record: Record, sent: Sent, before: number): boolean {
  return (
    record.attempts.some(
      (attempt) => attempt.session === sent.session && attempt.at <= before && removesOne(attempt, sent.n),
    ) || record.removals.some((removal) => removal.startedAt <= before && mayCover(removal, sent))
  );
}
