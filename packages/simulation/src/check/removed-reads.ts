import { hasStrongReads } from '../plan/chain-plan.ts';
import type { Read, Record } from '../record/record.ts';
import type { Simulation } from '../simulation.ts';
import { wasGivenOlder } from './caches.ts';
import { isNewerByClock } from './clocks.ts';
import { describe } from './describe-read.ts';
import { covers, removesOne, wasSentAgain, wasWanted } from './fates.ts';
import type { Knowledge } from './knowledge.ts';
import { wasCarriedMeanwhile, wasDecidedApart } from './meanwhile.ts';
import { standsIn, wasForgotten } from './physical-loss.ts';
import { wasRemovalLost, wasSweptEarly, wasTakenByNone } from './removal-loss.ts';
import type { Findings } from './violation.ts';
import { wentBack } from './went-back.ts';

/** What was removed is not read: at once by who removed it, and by all where every driver took the removal. */
export function checkRemoved(simulation: Simulation, read: Read, knowledge: Knowledge, findings: Findings): void {
  for (const n of read.view?.order ?? []) {
    checkRemovals(simulation, read, n, findings);
    checkRewrites(simulation, read, n, findings);
    if (!read.isMarked && knowledge.sawGone(read, n) && !wasStoredAgain(simulation.record, read, n)) {
      findings.judge('what a process saw gone does not come back', () => `${describe(read)}: message ${n}`, {
        'every server that held what removed it lost that': () => wereRemovalsLost(simulation, read, n),
        'clocks disagree by minutes': () => wereRemovalsSweptEarly(simulation, read),
        'two rewrites did not see each other': () => wasCarriedMeanwhile(simulation, read, n),
      });
    }
  }
}

/** Whether a caller may have stored it anew, on purpose. */
function wasStoredAgain(record: Record, { session }: Read, n: number): boolean {
  const sent = record.sent.get(n);
  const removing = record.attempts.filter((attempt) => attempt.session === session && removesOne(attempt, n));
  return (sent && wasSentAgain(record, sent)) || removing.some((attempt) => wasWanted(record, attempt, n));
}

function checkRemovals(simulation: Simulation, read: Read, n: number, findings: Findings): void {
  const sent = simulation.record.sent.get(n);
  if (!sent) return;
  for (const removal of simulation.record.removals) {
    const isOwn = removal.process === read.process;
    if (!covers(removal, sent) || removal.endedAt >= read.startedAt) continue;
    if (!isOwn && removal.outcome !== 'done') continue;
    findings.judge(
      isOwn ? 'what a process removed it does not read again' : 'what a removal took everywhere nobody reads',
      () => `${describe(read)}: message ${n}`,
      {
        'every server that held what removed it lost that': () => wasRemovalLost(simulation, removal, sent),
        'no driver took the removal': () => wasTakenByNone(simulation, removal),
        'clocks disagree by minutes': () => wasSweptEarly(simulation, removal),
        'what a removal could not see goes by the clock': () => isNewerByClock(simulation, removal, sent),
        'a server went back a short while ago': () => !isOwn && wentBack(simulation, read, true),
      },
    );
  }
}

function checkRewrites(simulation: Simulation, read: Read, n: number, findings: Findings): void {
  const isStrong = hasStrongReads(simulation.plan.chain);
  const sent = simulation.record.sent.get(n);
  if (sent && wasSentAgain(simulation.record, sent)) return;
  for (const attempt of simulation.record.attempts) {
    const { session, revision, acknowledgedAt, process } = attempt;
    if (session !== read.session || acknowledgedAt >= read.startedAt || read.isMarked) continue;
    if (!removesOne(attempt, n) || (process !== read.process && !isStrong)) continue;
    if (wasWanted(simulation.record, attempt, n)) continue;
    findings.judge(
      'what was removed by a rewrite is not read again',
      () => `${describe(read)}: message ${n}, removed by ${revision} of process ${process}`,
      {
        'every server that held what removed it lost that': () =>
          wasForgotten(simulation, session, revision, acknowledgedAt, read.endedAt),
        'a server went back a short while ago': () => wentBack(simulation, read, true),
        'a cache that had dropped it was given an older list': () =>
          wasGivenOlder(simulation, read, acknowledgedAt, standsIn(simulation, revision)),
        'two rewrites did not see each other': () =>
          process !== read.process && wasDecidedApart(simulation, read, revision),
      },
    );
  }
}

function wereRemovalsSweptEarly(simulation: Simulation, { session }: Read): boolean {
  return simulation.record.removals.some(
    (removal) => removal.session === session && wasSweptEarly(simulation, removal),
  );
}

function wereRemovalsLost(simulation: Simulation, { session, endedAt }: Read, n: number): boolean {
  const { record } = simulation;
  const sent = record.sent.get(n);
  return (
    record.attempts.some(
      (attempt) =>
        attempt.session === session &&
        removesOne(attempt, n) &&
        wasForgotten(simulation, session, attempt.revision, attempt.at, endedAt),
    ) ||
    (sent !== undefined &&
      record.removals.some((removal) => removal.session === session && wasRemovalLost(simulation, removal, sent)))
  );
}
