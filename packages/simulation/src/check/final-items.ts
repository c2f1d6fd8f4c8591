import type { View } from '../record/message.ts';
import type { Attempt, Sent } from '../record/record.ts';
import type { Simulation } from '../simulation.ts';
import { isBelowBound, isNewerByClock, isOlderByClock } from './clocks.ts';
import { covers, mayBeGone, removesOne, wasSentAgain, wasWanted } from './fates.ts';
import { wasForgotten, wasLost } from './physical-loss.ts';
import { wasRemovalLost, wasSweptEarly, wasTakenByNone } from './removal-loss.ts';
import type { Findings } from './violation.ts';

/** Once all is well again: each message is there once, or it is gone for a reason. */
export function checkFinalItems(simulation: Simulation, key: string, view: View, findings: Findings): void {
  for (const [at, n] of view.order.entries()) {
    if (view.order.indexOf(n) !== at) findings.judge('no message comes twice', () => `${key}: message ${n}`);
    const sent = simulation.record.sent.get(n);
    if (!sent) findings.judge('what nobody sent is not read', () => `${key}: message ${n}`);
    else {
      checkRemovals(simulation, sent, findings);
      checkRewrites(simulation, sent, view, findings);
    }
  }
  for (const sent of simulation.record.sent.values()) {
    if (sent.session === key && !view.versions.has(sent.n)) checkAbsent(simulation, sent, findings);
  }
}

function checkAbsent(simulation: Simulation, sent: Sent, findings: Findings): void {
  const { record, scheduler } = simulation;
  const { session, n, acknowledgedAt } = sent;
  if (!Number.isFinite(acknowledgedAt) || mayBeGone(record, sent, scheduler.now, scheduler.now)) return;
  findings.judge(
    'what was acknowledged is read back',
    () => `${session}: message ${n}, acknowledged at ${seconds(acknowledgedAt)}, is gone`,
    {
      'every server that held it lost it': () => wasLost(simulation, session, n, acknowledgedAt, scheduler.now),
      'what a removal could not see goes by the clock': () => isOlderByClock(simulation, sent),
      'clocks disagree by minutes': () => isBelowBound(simulation, sent),
    },
  );
}

function checkRemovals(simulation: Simulation, sent: Sent, findings: Findings): void {
  for (const removal of simulation.record.removals) {
    if (!covers(removal, sent) || removal.outcome === 'pending') continue;
    findings.judge(
      'what was removed stays removed',
      () => `${sent.session}: message ${sent.n} is back, removed at ${seconds(removal.startedAt)} (${removal.outcome})`,
      {
        'every server that held what removed it lost that': () => wasRemovalLost(simulation, removal, sent),
        'no driver took the removal': () => wasTakenByNone(simulation, removal),
        'clocks disagree by minutes': () => wasSweptEarly(simulation, removal),
        'what a removal could not see goes by the clock': () => isNewerByClock(simulation, removal, sent),
      },
    );
  }
}

function checkRewrites(simulation: Simulation, sent: Sent, view: View, findings: Findings): void {
  const { record, scheduler } = simulation;
  const { n, session } = sent;
  // Sent again after a removal, which ends rewrites as well, it is stored anew.
  if (wasSentAgain(record, sent)) return;
  for (const attempt of record.attempts) {
    const { acknowledgedAt, revision } = attempt;
    if (attempt.session !== session || !Number.isFinite(acknowledgedAt)) continue;
    const isBack = removesOne(attempt, n);
    if ((!isBack && !wasEditUndone(attempt, n, view)) || wasWanted(record, attempt, n)) continue;
    findings.judge(
      isBack ? 'a message that a rewrite removed stays removed' : 'an edit that was acknowledged holds',
      () => `${session}: message ${n}, rewritten at ${seconds(attempt.at)} by ${revision}`,
      {
        'two rewrites did not see each other': () => !isBack && hadConflict(simulation, attempt, n, view),
        'every server that held what removed it lost that': () =>
          wasForgotten(simulation, session, revision, acknowledgedAt, scheduler.now),
      },
    );
  }
}

/** Whether the message is again as the rewrite had found it, and not as it left it. */
function wasEditUndone({ seen, left }: Attempt, n: number, { versions }: View): boolean {
  return left.versions.has(n) && seen.versions.get(n) === versions.get(n) && left.versions.get(n) !== versions.get(n);
}

/** Excuse: a rewrite that did not see this one, nor was seen by it, carries the message as it is: one of both wins. */
function hadConflict({ record }: Simulation, attempt: Attempt, n: number, { versions }: View): boolean {
  return record.attempts.some(
    (other) =>
      other !== attempt &&
      other.left.versions.has(n) &&
      other.left.versions.get(n) === versions.get(n) &&
      !attempt.standsFor.has(other.revision) &&
      !other.standsFor.has(attempt.revision),
  );
}

function seconds(at: number): string {
  return `${(at / 1000).toFixed(3)} s`;
}
