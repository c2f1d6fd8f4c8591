import type { Attempt, Call, Record, Sent } from '../record/record.ts';

/** A rewrite that had seen the message and did not carry it on. */
export function removesOne({ seen, left }: Attempt, n: number): boolean {
  return seen.versions.has(n) && !left.versions.has(n);
}

/** Whether the message was stored before that removal began, and not sent again since. */
export function covers(removal: Call, { session, acknowledgedAt, lastSentAt }: Sent): boolean {
  const isOlder = acknowledgedAt < removal.startedAt && lastSentAt < removal.startedAt;
  return isOlder && removal.session === session;
}

/**
 * Whether the message may be what the removal met: not where the call that stored it began when the removal had settled. As long
 * as that call has not ended, there may be what an earlier one left that failed.
 */
function mayCover(removal: Call, { session, acknowledgedFrom, acknowledgedAt }: Sent, from: number): boolean {
  const isLater = acknowledgedAt < from && acknowledgedFrom > removal.endedAt;
  return removal.session === session && !isLater;
}

/** Whether anything that happened before a moment may have removed the message for whoever looked from an earlier one on. */
export function mayBeGone(record: Record, sent: Sent, from: number, before: number): boolean {
  return (
    record.attempts.some(
      (attempt) => attempt.session === sent.session && attempt.at <= before && removesOne(attempt, sent.n),
    ) || record.removals.some((removal) => removal.startedAt <= before && mayCover(removal, sent, from))
  );
}

/** Whether the message was sent again after a removal of its list had begun. */
export function wasSentAgain({ removals }: Record, { session, sentAt, lastSentAt }: Sent): boolean {
  return removals.some(
    (removal) => removal.session === session && removal.startedAt >= sentAt && removal.startedAt <= lastSentAt,
  );
}

/** Whether a rewrite that came after that one made of the message what a caller of `set` wanted: he had read it before. */
export function wasWanted({ attempts, wanted }: Record, { session, revision }: Attempt, n: number): boolean {
  return attempts.some((later) => {
    if (later.session !== session || !later.standsFor.has(revision) || !later.left.versions.has(n)) return false;
    const version = later.left.versions.get(n);
    return wanted.some(
      ({ process, at, view, ...one }) =>
        one.session === session && process === later.process && at <= later.at && view.versions.get(n) === version,
    );
  });
}
