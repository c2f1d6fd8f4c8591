/**
 * When an entry was made, as text that sorts in time: milliseconds (9 characters) and a counter (3) in base 36, then a
 * random tail (7) that tells apart what two processes made in the same instant.
 */
export type Revision = string;

const timeDigits = 9;
const counterDigits = 3;
const tailDigits = 7;

/** In milliseconds: a revision further ahead comes from a broken clock, and would carry its fault to whoever follows it. */
const furthestAhead = 24 * 60 * 60_000;

/**
 * Time and counter of the newest revision that this process made or saw: a clock that never goes back. One for all copies of
 * this package in the process (ES modules, CommonJS, entries, versions), since what one saw the next one must follow.
 */
const process = globalThis as { [newest: symbol]: string | undefined };
const newest = Symbol.for('@agentstore/revision');

/** A revision greater than all that this process made or saw, whatever the clocks do (a hybrid logical clock). */
export function mintRevision(): Revision {
  // The monotonic clock goes on where the wall clock was set back while the process runs.
  const now = revisionAt(Math.max(Date.now(), performance.timeOrigin + performance.now()));
  const last = process[newest] ?? '';
  const head = now > last ? now : next(last);
  process[newest] = head;
  // A UUID begins with 32 random bits, from a pool that Node.js fills in advance: getRandomValues() takes as long as the rest.
  return head + base36(Number.parseInt(crypto.randomUUID().slice(0, 8), 16), tailDigits);
}

/** Takes note of a revision that somebody else made: the next one minted here is greater. */
export function observeRevision(revision: Revision): void {
  const isAhead = revision > (process[newest] ?? '');
  if (isAhead && revision < revisionAt(Date.now() + furthestAhead))
    process[newest] = revision.slice(0, timeDigits + counterDigits);
}

/** A bound between the revisions made before that moment (milliseconds since 1970) and the others. */
export function revisionAt(moment: number): Revision {
  return base36(Math.floor(moment), timeDigits) + base36(0, counterDigits);
}

/** In milliseconds since 1970: when it was made, by its maker's clock. */
export function timeOf(revision: Revision): number {
  return Number.parseInt(revision.slice(0, timeDigits), 36);
}

function next(head: string): string {
  const counter = Number.parseInt(head.slice(timeDigits), 36) + 1;
  if (counter < 36 ** counterDigits) return head.slice(0, timeDigits) + base36(counter, counterDigits);
  return revisionAt(Number.parseInt(head.slice(0, timeDigits), 36) + 1);
}

/** Digits and letters, which sort as text in the order of the numbers. */
export function base36(value: number, digits: number): string {
  return value.toString(36).padStart(digits, '0');
}
