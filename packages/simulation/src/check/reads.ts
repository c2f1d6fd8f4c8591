import { hasStrongReads } from '../plan/chain-plan.ts';
import type { Read, Sent } from '../record/record.ts';
import type { Simulation } from '../simulation.ts';
import { covers, mayBeGone, removesOne } from './fates.ts';
import { wasLost } from './physical-loss.ts';
import type { Findings } from './violation.ts';

/** While all goes on: a read is the truth, or marked, or an error. */
export function checkReads(simulation: Simulation, findings: Findings): void {
  const { record, plan } = simulation;
  const isStrong = hasStrongReads(plan.chain);
  const known = new Known();
  for (const read of [...record.reads].sort((a, b) => a.endedAt - b.endedAt)) {
    if (read.outcome !== 'done' || read.view === undefined) continue;
    const view = read.view ?? { order: [], versions: new Map<number, number>() };
    const of = `${read.session}: ${read.kind} of process ${read.process} at ${(read.startedAt / 1000).toFixed(3)} s`;
    if (new Set(view.order).size < view.order.length) {
      findings.judge('no message is read twice', () => `${of} gives [${view.order}]`);
    }
    for (const n of view.order) {
      if (!record.sent.has(n)) findings.judge('what nobody sent is not read', () => `${of}: message ${n}`);
    }
    checkRemoved(simulation, read, of, findings);
    if (read.isWhole) {
      for (const sent of record.sent.values()) {
        if (sent.session !== read.session || view.versions.has(sent.n)) continue;
        checkMissing(simulation, read, sent, known.isKnown(read, sent), isStrong, of, findings);
      }
    }
    known.add(read);
  }
}

/** What processes had read, and when. */
class Known {
  readonly #readAt = new Map<string, number>();

  add({ process, view, endedAt }: Read): void {
    for (const n of view?.order ?? []) {
      const place = `${process} ${n}`;
      if (!this.#readAt.has(place)) this.#readAt.set(place, endedAt);
    }
  }

  isKnown({ process, startedAt }: Read, sent: Sent): boolean {
    if (sent.process === process && sent.acknowledgedAt <= startedAt) return true;
    return (this.#readAt.get(`${process} ${sent.n}`) ?? Number.POSITIVE_INFINITY) <= startedAt;
  }
}

function checkMissing(
  simulation: Simulation,
  read: Read,
  sent: Sent,
  isKnown: boolean,
  isStrong: boolean,
  of: string,
  findings: Findings,
): void {
  const isAcknowledged = sent.acknowledgedAt < read.startedAt;
  const isEmpty = !read.view || read.view.order.length === 0;
  const isOwn = isKnown && sent.process === read.process && isAcknowledged;
  const rules = [
    [isOwn, 'a process reads what it got acknowledged'],
    [isKnown && !read.isMarked, 'a process reads what it has read before, or is told'],
    [isStrong && isAcknowledged && !read.isMarked, 'what anybody got acknowledged is read at once'],
    [isEmpty && !read.view && isAcknowledged, 'what cannot be read is not empty'],
  ] as const;
  const rule = rules.find(([isBroken]) => isBroken)?.[1];
  if (!rule || mayBeGone(simulation.record, sent, read.endedAt)) return;
  findings.judge(rule, () => `${of} lacks message ${sent.n}${read.isMarked ? ' (marked)' : ''}`, {
    'every server that held it lost it': () =>
      wasLost(simulation, sent.session, sent.n, Math.min(sent.acknowledgedAt, read.startedAt), read.endedAt),
    'a server went back unnoticed': () => wentBack(simulation, sent, read),
  });
}

/** In milliseconds: how long a process trusts that the drivers agree. */
const trustedMs = 60_000;

/** Excuse: a server that held the message lost it a short while ago, which nobody can tell it by. */
function wentBack({ backends }: Simulation, sent: Sent, read: Read): boolean {
  return backends.some((backend) =>
    (backend.states.get(sent.session) ?? []).some(
      ({ at, cause }) => cause === 'restored' && at <= read.endedAt && at >= read.startedAt - trustedMs,
    ),
  );
}

function checkRemoved({ record }: Simulation, read: Read, of: string, findings: Findings): void {
  for (const n of read.view?.order ?? []) {
    const sent = record.sent.get(n);
    if (!sent) continue;
    const removal = record.removals.find(
      (call) => call.process === read.process && call.endedAt < read.startedAt && covers(call, sent),
    );
    if (removal) findings.judge('what a process removed it does not read again', () => `${of}: message ${n}`);
    const rewrite = record.attempts.find(
      (attempt) =>
        attempt.process === read.process &&
        attempt.session === read.session &&
        attempt.acknowledgedAt < read.startedAt &&
        removesOne(attempt, n),
    );
    if (rewrite && !read.isMarked) {
      findings.judge('what a process removed by a rewrite it does not read again', () => `${of}: message ${n}`);
    }
  }
}
