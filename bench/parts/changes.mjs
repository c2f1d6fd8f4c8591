import { changed } from '../backends/changed.mjs';
import { interleave } from '../measure/interleave.mjs';
import { ratioOf } from '../measure/ratio.mjs';
import { writtenList } from './fill.mjs';

/** Changing one message of a session of so many, ours to the raw client's. */
export async function measureChanges(backend, length, run) {
  const at = length.toLocaleString('en');
  run.progress(`a session of ${at}: change`);
  const { driver, raw, rawNames } = backend;
  const list = await writtenList(backend, length);
  const times = await interleave(
    { ours: () => driver.update(list.identity, changed), raw: () => raw.change(list) },
    run.limits,
  );
  return [{ what: `change one of ${at}`, to: rawNames.change, ratio: ratioOf(times.ours, times.raw) }];
}
