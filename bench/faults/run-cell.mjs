import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startClock, startDisk } from '@agentstore/test-servers';
import { backends } from './backend.mjs';
import { otherUser } from './backends/rights.mjs';
import { startSentinelBackend } from './backends/sentinel.mjs';
import { Conversation } from './conversation.mjs';
import { timeoutMs } from './faults.mjs';
import { areSame, holdAll, loneFolds } from './lone-folds.mjs';
import { monotonicMs } from './monotonic.mjs';
import { outcomeOf, slowCalls } from './outcome.mjs';

const diskBytes = 64_000_000;
/** In milliseconds: of the conversation before the fault, and after it at the least. */
const [before, after] = [600, 400];
/** In milliseconds: a list is compared again after a minute at the latest. */
const agreementDeadline = 75_000;
/** In milliseconds: where they agreed already, but for what was under way, or did not agree in all that time. */
const quietDeadline = 15_000;
const pollMs = 50;

/**
 * One fault, which befalls one driver of a chain in the middle of a conversation.
 *
 * @param {{ chain: { name: string, drivers: string[] }, fault: import('./faults.mjs').Fault, at: number }} cell
 */
export async function runCell({ chain, fault, at }) {
  const undo = [];
  try {
    const folder = mkdtempSync(join(tmpdir(), 'agentstore-faults-'));
    undo.push(() => rmSync(folder, { recursive: true, force: true }));
    chmodSync(folder, 0o711);
    const disk = fault.needs === 'disk' ? await startDisk(diskBytes) : null;
    if (disk) undo.push(() => disk.stop());
    const clock = fault.needs === 'clock' ? await startClock() : null;
    if (clock) undo.push(() => clock.stop());
    const user = fault.needs === 'user' ? otherUser : undefined;

    const started = [];
    for (const [place, driver] of chain.drivers.entries()) {
      const isBefallen = !fault.ofAll && place === at;
      const parentFolder = join(isBefallen && disk ? disk.folder : folder, driver);
      mkdirSync(parentFolder, { mode: 0o711 });
      const isProxied = isBefallen && fault.needs === 'proxy';
      const start = isBefallen && fault.needs === 'sentinel' ? startSentinelBackend : backends[driver];
      const backend = await start({ parentFolder, isProxied, user: isBefallen ? user : undefined });
      started.push(backend);
      undo.push(() => backend.stop());
    }

    const session = { agentName: 'faults', chatName: randomUUID() };
    const config = { drivers: started.map(({ spec }) => ({ ...spec, timeoutMs })), timeoutMs };
    const conversation = await Conversation.start(session, config, {
      // A file has no server: those who talk are who has rights.
      user: chain.drivers[at] === 'file' ? user : undefined,
      environment: Object.assign({}, ...started.map(({ environment }) => environment)),
      clock: clock?.environment,
    });
    undo.push(() => conversation.kill());
    conversation.begin();
    await delay(before);
    const begun = monotonicMs();
    await fault.befall({ backend: started[at], disk, clock });
    const over = monotonicMs();

    const [meanwhile] = await Promise.all([untilAgreement(session, started, conversation, false), delay(after)]);
    await conversation.stopWriting();
    const atTheEnd = await untilAgreement(session, started, conversation, true);
    await conversation.stopReading();
    await conversation.end();
    const agreedAt = (meanwhile.reason ?? atTheEnd.reason) ? null : meanwhile.at;
    return {
      ...outcomeOf(conversation, atTheEnd.folds),
      agreedAfterMs: agreedAt === null ? null : Math.max(0, agreedAt - over),
      slowCalls: slowCalls(conversation, begun),
      lastedMs: over - begun,
      disagreement: atTheEnd.reason ?? meanwhile.reason,
      versions: started.map(({ version }) => version),
    };
  } finally {
    for (const stop of undo.reverse()) await stop();
  }
}

/**
 * Looks at each driver alone, again and again, until each holds all that had been acknowledged before the look, and where
 * nobody writes any more, all hold the same. `at`: when a look that found so began; null: none did in time, for that reason.
 */
async function untilAgreement(session, started, conversation, isQuiet) {
  const deadline = monotonicMs() + (isQuiet ? quietDeadline : agreementDeadline);
  let [folds, reason] = [started.map(() => []), null];
  for (;;) {
    const at = monotonicMs();
    try {
      folds = await loneFolds(session, started);
      if (!holdAll(folds, conversation.acknowledgedBefore(at))) reason = 'not all drivers hold what was acknowledged';
      else if (isQuiet && !areSame(folds)) reason = 'the drivers do not hold the same';
      else return { at, folds, reason: null };
    } catch (error) {
      reason = String(error.message);
    }
    if (monotonicMs() > deadline) return { at: null, folds, reason };
    await delay(pollMs);
  }
}
