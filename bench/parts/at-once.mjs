import { turns } from '../data/messages.mjs';
import { interleave } from '../measure/interleave.mjs';
import { inverse, ratioOf } from '../measure/ratio.mjs';
import { writtenList } from './fill.mjs';

const sessions = 32;

/** 32 sessions that get turns at once, each one after another: the throughput, ours to the raw client's. */
export async function measureAtOnce(backend, run) {
  run.progress(`${sessions} sessions at once`);
  const { driver, raw, rawNames, aims } = backend;
  const turnsEach = run.quick ? 3 : 10;
  const next = turns();
  const lists = await Promise.all(Array.from({ length: sessions }, () => writtenList(backend, 10)));
  const each = (append) => () =>
    Promise.all(
      lists.map(async (list) => {
        for (let turn = 0; turn < turnsEach; turn++) await append(list);
      }),
    );
  const times = await interleave(
    {
      ours: each((list) => driver.append(list.identity, next())),
      raw: each((list) => raw.append(list, next())),
    },
    run.limits,
  );
  const ratio = inverse(ratioOf(times.ours, times.raw));
  return [{ what: `throughput of ${sessions} sessions at once`, to: rawNames.append, ratio, aim: aims.atOnce }];
}
