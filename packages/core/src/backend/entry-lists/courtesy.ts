import type { SessionIdentity } from '@agentstore/core';
import type { Call } from '../call.ts';

/** In milliseconds: for so long after others were met, they are expected to be there still. */
const memoryMs = 3_000;
/** How many times as long as its own update took a driver leaves the list to others. */
const othersShare = 2;
/** Of the time that a call has, the most that it waits for others. */
const mostOfCall = 0.25;

interface Contest {
  /** Both in milliseconds, by performance.now(). */
  readonly metAt: number;
  waitUntil: number;
}

/**
 * Lets others go first where several update a list at the same time. Who has just changed a list is the quickest to change it
 * again, every time, while others try in vain until their deadline. So a driver that has met others waits before its next
 * update, for twice as long as its last one took: in that time one of them has its turn.
 */
export class Courtesy {
  /** By the keys of lists, those met first at the front. */
  readonly #contests = new Map<string, Contest>();

  /** Somebody else was faster. */
  meet({ key }: SessionIdentity): void {
    const metAt = performance.now();
    for (const [old, contest] of this.#contests) {
      if (isRecent(contest, metAt)) break;
      this.#contests.delete(old);
    }
    const waitUntil = this.#contests.get(key)?.waitUntil ?? metAt;
    this.#contests.delete(key);
    this.#contests.set(key, { metAt, waitUntil });
  }

  /** An update came to its end. */
  finish({ key }: SessionIdentity, tookMs: number): void {
    const now = performance.now();
    const contest = this.#contests.get(key);
    if (contest && isRecent(contest, now)) contest.waitUntil = now + othersShare * tookMs;
  }

  /** To be called before an update. */
  async wait(call: Call, { key }: SessionIdentity): Promise<void> {
    const left = (this.#contests.get(key)?.waitUntil ?? 0) - performance.now();
    if (left <= 0) return;
    const pause = Math.min(left, call.timeLeft * mostOfCall);
    await call.wait(() => new Promise((resolve) => setTimeout(resolve, pause)));
  }
}

function isRecent({ metAt }: Contest, now: number): boolean {
  return now - metAt < memoryMs;
}
