import { changed } from '../backends/changed.mjs';
import { messagesOf, turns } from '../data/messages.mjs';
import { textsOf } from '../data/texts.mjs';
import { interleave } from '../measure/interleave.mjs';
import { ratioOf } from '../measure/ratio.mjs';
import { grownList, writtenList } from './fill.mjs';

/**
 * What is done to one session of so many messages, ours to the raw client's: add a turn, load all, the last 20, change one.
 *
 * @param {import('../backends/backend.mjs').Backend} backend
 * @param {number} length
 * @param {import('../run.mjs').Run} run
 * @returns {Promise<import('../report/rows.mjs').Row[]>}
 */
export async function measureAtLength(backend, length, run) {
  const { driver, raw, rawNames, aims } = backend;
  const at = length.toLocaleString('en');
  const row = ({ ours, raw }, what, to, aim) => ({ what, to, ratio: ratioOf(ours, raw), aim });

  run.progress(`a session of ${at}: append`);
  const nextTurn = turns();
  // It stays about as long as said: now and then another one takes its place.
  const stretch = Math.max(25, Math.floor(length / 4));
  let list;
  const append = await interleave(
    {
      ours: () => driver.append(list.identity, nextTurn()),
      raw: () => raw.append(list, nextTurn()),
    },
    {
      ...run.limits,
      before: async (round) => {
        if (round % stretch === 0) list = await writtenList(backend, length);
      },
    },
  );

  run.progress(`a session of ${at}: load`);
  list = await grownList(backend, length, run.turnsAtOnce);
  const loads = { ours: () => driver.read(list.identity), raw: () => raw.load(list) };
  await checkLoads(loads, messagesOf(length), { inOrder: !backend.isReplayed });
  const load = await interleave(loads, run.limits);
  const last = await interleave(
    { ours: () => driver.readLast(list.identity, 20), raw: () => raw.last(list, 20) },
    run.limits,
  );

  run.progress(`a session of ${at}: change`);
  const change = await interleave(
    { ours: () => driver.update(list.identity, changed), raw: () => raw.change(list) },
    run.limits,
  );
  return [
    row(append, `append a turn at ${at}`, rawNames.append, aims.append),
    row(load, `load all ${at}`, rawNames.load, length >= (aims.loadFrom ?? 0) ? aims.load : undefined),
    row(last, `last 20 of ${at}`, rawNames.last, aims.last),
    row(change, `change one of ${at}`, rawNames.change),
  ];
}

/** What is compared must have done the same. Requests that are repeated may have been answered in another order. */
async function checkLoads({ ours, raw }, messages, { inOrder }) {
  const [expected, own, other] = [messages, await ours(), await raw()].map(textsOf);
  const isSame = (one, two) => one.join('\n') === two.join('\n');
  const isLoaded = inOrder ? isSame(other, expected) : isSame(other.toSorted(), expected.toSorted());
  if (!isSame(own, expected) || !isLoaded) throw new Error('what was loaded is not what was stored');
}
