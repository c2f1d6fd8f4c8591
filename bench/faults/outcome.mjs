import { contentsOf } from './contents.mjs';
import { timeoutMs } from './faults.mjs';

/** In milliseconds: what a call may take beyond the timeout of a driver. */
const graceMs = 100;

/**
 * What a conversation came to.
 *
 * @param {import('./conversation.mjs').Conversation} conversation
 * @param {readonly string[][]} folds what each driver held alone when all was over
 */
export function outcomeOf(conversation, folds) {
  const { sent, acknowledged, calls, reads, longestWaitMs } = conversation;
  const lastRead = conversation.lastRead ?? [];
  const all = [...folds, lastRead];
  const missing = (list) => {
    const held = new Set(list);
    return [...acknowledged.keys()].filter((message) => !held.has(message)).length;
  };
  const readsTookMs = calls.filter(({ call }) => call === 'read').map(({ tookMs }) => tookMs);
  return {
    sent: sent.size,
    acknowledged: acknowledged.size,
    readBack: acknowledged.size - missing(lastRead),
    lost: Math.max(...all.map(missing)),
    doubled: Math.max(...[...all.map(contentsOf), ...reads.map(({ read }) => read)].map(({ doubled }) => doubled)),
    isInOrder: all.every((list) => contentsOf(list).isInOrder),
    longestPauseMs: Math.max(longestWaitMs, ...readsTookMs),
    failedCalls: calls.filter(({ error }) => error !== null),
    olderReads: reads.filter((read) => isOlder(read, acknowledged)).length,
  };
}

/** Those that took longer than they may, for whoever looks for the cause: in milliseconds since the fault began. */
export function slowCalls({ calls }, faultBegun) {
  const slow = calls.filter(({ tookMs }) => tookMs > timeoutMs + graceMs);
  return slow.map(({ of, call, begun, tookMs }) => {
    return `${call} of ${of} at ${Math.round(begun - faultBegun)} ms took ${Math.round(tookMs)} ms`;
  });
}

/** What a row breaks, in words. */
export function breaches({ sent, acknowledged, lost, doubled, isInOrder, longestPauseMs, disagreement }) {
  return [
    lost > 0 && `${lost} acknowledged messages are lost`,
    doubled > 0 && `${doubled} messages are doubled`,
    !isInOrder && "a writer's messages are not in its order",
    acknowledged < sent && `${sent - acknowledged} messages were never acknowledged`,
    longestPauseMs > timeoutMs + graceMs && `a pause of ${Math.round(longestPauseMs)} ms`,
    disagreement !== null && `no agreement: ${disagreement}`,
  ].filter(Boolean);
}

/** Whether it lacks, without a mark, what had been acknowledged before it began. */
function isOlder({ begun, read, isMarked }, acknowledged) {
  if (isMarked) return false;
  const due = {};
  for (const [message, at] of acknowledged) {
    const [writer, number] = message.split('-');
    if (at < begun) due[writer] = Number(number) + 1;
  }
  return Object.entries(due).some(([writer, count]) => (read.whole[writer] ?? 0) < count);
}
