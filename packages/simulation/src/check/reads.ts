import { type ChainPlan, hasStrongReads, writesNeeded } from '../plan/chain-plan.ts';
import { holds } from '../record/message.ts';
import type { Read } from '../record/record.ts';
import type { Simulation } from '../simulation.ts';
import { wasGivenOlder } from './caches.ts';
import { isBelowBound, isOlderByClock } from './clocks.ts';
import { describe } from './describe-read.ts';
import { mayBeGone } from './fates.ts';
import { Knowledge } from './knowledge.ts';
import { wasDecidedApart, wasRemovedMeanwhile } from './meanwhile.ts';
import { wasLost } from './physical-loss.ts';
import { checkRemoved } from './removed-reads.ts';
import type { Findings } from './violation.ts';
import { wentBack } from './went-back.ts';

/** While all goes on: a read is the truth, or marked, or an error. */
export function checkReads(simulation: Simulation, findings: Findings): void {
  const { record } = simulation;
  const knowledge = new Knowledge(record);
  for (const read of [...record.reads].sort((a, b) => a.endedAt - b.endedAt)) {
    if (read.outcome !== 'done' || read.view === undefined) continue;
    const order = read.view?.order ?? [];
    if (new Set(order).size < order.length) {
      findings.judge('no message is read twice', () => `${describe(read)} gives [${order}]`);
    }
    for (const n of order) {
      if (!record.sent.has(n)) findings.judge('what nobody sent is not read', () => `${describe(read)}: message ${n}`);
    }
    checkRemoved(simulation, read, knowledge, findings);
    if (read.isWhole) checkMissing(simulation, read, knowledge, findings);
    knowledge.add(read);
  }
}

function checkMissing(simulation: Simulation, read: Read, knowledge: Knowledge, findings: Findings): void {
  const { plan, record } = simulation;
  const isStrong = hasStrongReads(plan.chain);
  for (const sent of record.sent.values()) {
    if (sent.session !== read.session || read.view?.versions.has(sent.n)) continue;
    const isKnown = knowledge.isKnown(read, sent);
    const isAcknowledged = sent.acknowledgedAt < read.startedAt;
    const rules = [
      [isKnown && isAcknowledged && sent.process === read.process, 'a process reads what it got acknowledged'],
      [isKnown && !read.isMarked, 'a process reads what it has read before, or is told'],
      [isStrong && isAcknowledged && !read.isMarked, 'what anybody got acknowledged is read at once'],
      [read.view === null && isAcknowledged, 'what cannot be read is not empty'],
    ] as const;
    const rule = rules.find(([isBroken]) => isBroken)?.[1];
    if (!rule || mayBeGone(record, sent, read.startedAt, read.endedAt)) continue;
    const { session, n, acknowledgedAt } = sent;
    findings.judge(rule, () => `${describe(read)} lacks message ${n}`, {
      'every server that held it lost it': () =>
        wasLost(simulation, session, n, Math.min(acknowledgedAt, read.startedAt), read.endedAt),
      'a server went back a short while ago': () => wentBack(simulation, read, isKnown),
      'a removal and a rewrite did not see each other': () => wasRemovedMeanwhile(simulation, sent),
      'clocks disagree by minutes': () => isBelowBound(simulation, sent),
      'what a removal could not see goes by the clock': () => isOlderByClock(simulation, sent),
      'a driver that missed it holds what a removal left': () =>
        !isKnown && (!isStrong || read.isMarked) && wasLeftBehind(simulation, read),
      'a cache that had dropped it was given an older list': () =>
        wasGivenOlder(simulation, read, acknowledgedAt, (list) => holds(list, n)),
      'a driver that lost it spoke for one that was away': () => !isKnown && wasToldByLoser(simulation, read, n),
      'two rewrites did not see each other': () => !isKnown && wasDecidedApart(simulation, read, sent.revision),
    });
  }
}

/** Excuse: a removal left a server without items, and what came later, which others stored, it missed: an older list. */
function wasLeftBehind({ backends }: Simulation, { session, startedAt, endedAt }: Read): boolean {
  return backends.some((backend) => {
    const states = backend.states.get(session) ?? [];
    const before = states.findLast(({ at }) => at <= startedAt);
    const during = states.filter(({ at }) => at > startedAt && at <= endedAt);
    return [before, ...during].some(
      (state) => state?.list?.length && state.list.every(({ removed }) => removed === true),
    );
  });
}

/**
 * Excuse: where each change needs every driver, one that has nothing speaks for those that cannot be reached. It had the
 * message, and lost it by itself.
 */
function wasToldByLoser({ plan, backends }: Simulation, { view, session, endedAt }: Read, n: number): boolean {
  if (view !== null || !needsAll(plan.chain)) return false;
  return backends.some((backend) => {
    const states = (backend.states.get(session) ?? []).filter(({ at }) => at <= endedAt);
    const held = states.findLastIndex(({ list }) => holds(list, n));
    const cause = states[held + 1]?.cause;
    return held >= 0 && (cause === 'lost' || cause === 'restored');
  });
}

function needsAll(chain: ChainPlan): boolean {
  const foreground = chain.links.filter(({ background }) => !background);
  return (
    writesNeeded(chain) === foreground.length || foreground.some(({ to }) => typeof to !== 'number' && needsAll(to))
  );
}
