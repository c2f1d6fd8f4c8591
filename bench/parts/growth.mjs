import { turns } from '../data/messages.mjs';
import { interleave } from '../measure/interleave.mjs';
import { ratioOf } from '../measure/ratio.mjs';
import { writtenList } from './fill.mjs';

/** What an append to 10,000 messages takes, to one to 10: by our driver alone, in turn. */
export async function measureGrowth(backend, run) {
  run.progress('append at 10,000 to append at 10');
  const { driver, aims } = backend;
  const next = turns();
  const long = await writtenList(backend, 10_000);
  let short;
  const times = await interleave(
    {
      long: () => driver.append(long.identity, next()),
      short: () => driver.append(short.identity, next()),
    },
    {
      ...run.limits,
      before: async (round) => {
        if (round % 25 === 0) short = await writtenList(backend, 10);
      },
    },
  );
  const ratio = ratioOf(times.long, times.short);
  return [{ what: 'append a turn: at 10,000 to at 10', to: 'append a turn at 10', ratio, aim: aims.growth }];
}
