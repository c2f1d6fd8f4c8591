import type { View } from '../record/message.ts';
import type { Sent } from '../record/record.ts';
import type { Simulation } from '../simulation.ts';
import { clocksDisagree, isOlderByClock } from './clocks.ts';
import { covers, mayBeGone, mayCover, removesOne } from './fates.ts';
import { wasLost, wasNowhere } from './physical-loss.ts';
import type { Findings } from './violation.ts';

/** Once all is well again: each message is there once, or it is gone for a reason. */
export function checkFinalItems(simulation: Simulation, key: string, view: View, findings: Findings): void {
  for (const [at, n] of view.order.entries()) {
    if (view.order.indexOf(n) !== at) findings.judge('no message comes twice', () => `${key}: message ${n}`);
    const sent = simulation.record.sent.get(n);
    if (!sent) findings.judge('what nobody sent is not read', () => `${key}: message ${n}`);
    else checkPresent(simulation, sent, view, findings);
  }
  for (const sent of simulation.record.sent.values()) {
    if (sent.session === key && !view.versions.has(sent.n)) checkAbsent(simulation, sent, findings);
  }
}

function checkAbsent(simulation: Simulation, sent: Sent, findings: Findings): void {
  const { record, scheduler } = simulation;
  if (!Number.isFinite(sent.acknowledgedAt) || mayBeGone(record, sent, scheduler.now)) return;
  findings.judge(
    'what was acknowledged is read back',
    () => `${sent.session}: message ${sent.n}, acknowledged at ${seconds(sent.acknowledgedAt)}, is gone`,
    {
      'every server that held it lost it': () =>
        wasLost(simulation, sent.session, sent.n, sent.acknowledgedAt, scheduler.now),
      'clocks disagree by minutes': () =>
        clocksDisagree(simulation) && isOlderByClock(simulation, sent.session, sent.revision),
    },
  );
}

function checkPresent(simulation: Simulation, sent: Sent, view: View, findings: Findings): void {
  const { record, scheduler } = simulation;
  const { n, session } = sent;
  for (const removal of record.removals) {
    if (!covers(removal, sent) || removal.outcome === 'pending') continue;
    findings.judge(
      'what was removed stays removed',
      () => `${session}: message ${n} is back, removed at ${seconds(removal.startedAt)} (${removal.outcome})`,
      {
        'every server that held what removed it lost that': () =>
          wasNowhere(
            simulation,
            session,
            (list) => isBuried(list, n, removal.startedAt),
            removal.endedAt,
            scheduler.now,
          ),
      },
    );
  }
  const version = view.versions.get(n);
  for (const attempt of record.attempts) {
    if (attempt.session !== session || !Number.isFinite(attempt.acknowledgedAt)) continue;
    const isBack = removesOne(attempt, n);
    const isUndone =
      attempt.seen.versions.get(n) === version &&
      attempt.left.versions.has(n) &&
      attempt.left.versions.get(n) !== version;
    if (!isBack && !isUndone) continue;
    findings.judge(
      isBack ? 'a message that a rewrite removed stays removed' : 'an edit that was acknowledged holds',
      () => `${session}: message ${n}, rewritten at ${seconds(attempt.at)} by ${attempt.revision}`,
      {
        'every server that held what removed it lost that': () =>
          wasNowhere(
            simulation,
            session,
            (list) => standsForRevision(simulation, list, attempt.revision),
            attempt.acknowledgedAt,
            scheduler.now,
          ),
      },
    );
  }
  void mayCover;
}

/** Whether the list says that the message is gone: by a tombstone of that removal or a later one. */
function isBuried(list: readonly { readonly [key: string]: unknown }[] | null, _n: number, _since: number): boolean {
  return list?.some(({ removed }) => removed === true) ?? false;
}

/** Whether the list holds the rewrite, or one whose writer had seen it. */
function standsForRevision(
  { record }: Simulation,
  list: readonly { readonly [key: string]: unknown }[] | null,
  revision: string,
): boolean {
  return (
    list?.some(
      ({ _rev }) =>
        _rev === revision ||
        record.attempts.some((attempt) => attempt.revision === _rev && attempt.standsFor.has(revision)),
    ) ?? false
  );
}

function seconds(at: number): string {
  return `${(at / 1000).toFixed(3)} s`;
}
