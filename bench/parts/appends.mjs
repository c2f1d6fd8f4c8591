import { turns } from '../data/messages.mjs';
import { interleave } from '../measure/interleave.mjs';
import { ratioOf } from '../measure/ratio.mjs';
import { writtenList } from './fill.mjs';

/** Adding a turn to a session of so many messages, ours to the raw client's. */
export async function measureAppends(backend, length, run) {
  const at = length.toLocaleString('en');
  run.progress(`a session of ${at}: append`);
  const { driver, raw, rawNames, aims } = backend;
  const nextTurn = turns();
  // It stays about as long as said: now and then another one takes its place.
  const stretch = Math.max(25, Math.floor(length / 4));
  let list;
  const times = await interleave(
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
  const ratio = ratioOf(times.ours, times.raw);
  return [{ what: `append a turn at ${at}`, to: rawNames.append, ratio, aim: aims.append }];
}
