import type { Read, Record, Sent } from '../record/record.ts';
import { mayBeGone } from './fates.ts';

/** What each process knows of messages, by what it read and got acknowledged. */
export class Knowledge {
  readonly #record: Record;
  readonly #readAt = new Map<string, number>();
  readonly #goneAt = new Map<string, number>();

  constructor(record: Record) {
    this.#record = record;
  }

  /** Reads are added in the order in which they ended. */
  add(read: Read): void {
    const { process, view, startedAt, endedAt, session, isWhole, isMarked } = read;
    for (const n of view?.order ?? []) {
      const place = `${process} ${n}`;
      if (!this.#readAt.has(place)) this.#readAt.set(place, endedAt);
    }
    if (!isWhole || isMarked) return;
    for (const sent of this.#record.sent.values()) {
      if (sent.session !== session || view?.versions.has(sent.n) || !this.isKnown(read, sent)) continue;
      // What nobody removed is not gone, but missing.
      if (!mayBeGone(this.#record, sent, startedAt, endedAt)) continue;
      const place = `${process} ${sent.n}`;
      if (!this.#goneAt.has(place)) this.#goneAt.set(place, endedAt);
    }
  }

  /** Whether the process had read the message, or got it acknowledged, before this read began. */
  isKnown({ process, startedAt }: Read, sent: Sent): boolean {
    if (sent.process === process && sent.acknowledgedAt <= startedAt) return true;
    return (this.#readAt.get(`${process} ${sent.n}`) ?? Number.POSITIVE_INFINITY) <= startedAt;
  }

  /** Whether the process knew the message and saw, before this read began, that it was gone. */
  sawGone({ process, startedAt }: Read, n: number): boolean {
    return (this.#goneAt.get(`${process} ${n}`) ?? Number.POSITIVE_INFINITY) <= startedAt;
  }
}
