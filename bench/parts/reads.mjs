import { messagesOf } from '../data/messages.mjs';
import { textsOf } from '../data/texts.mjs';
import { interleave } from '../measure/interleave.mjs';
import { ratioOf } from '../measure/ratio.mjs';
import { grownList } from './fill.mjs';

/** Loading all of a session of so many messages, and the last 20 of them, ours to the raw client's. */
export async function measureReads(backend, length, run) {
  const at = length.toLocaleString('en');
  run.progress(`a session of ${at}: load`);
  const { driver, raw, rawNames, aims } = backend;
  const list = await grownList(backend, length, run);
  const loads = { ours: () => driver.read(list.identity), raw: () => raw.load(list) };
  await check(loads, messagesOf(length), { inOrder: !backend.isReplayed });
  const load = await interleave(loads, run.limits);
  const last = await interleave(
    { ours: () => driver.readLast(list.identity, 20), raw: () => raw.last(list, 20) },
    run.limits,
  );
  const hasAim = length >= (aims.loadFrom ?? 0);
  return [
    {
      what: `load all ${at}`,
      to: rawNames.load,
      ratio: ratioOf(load.ours, load.raw),
      aim: hasAim ? aims.load : undefined,
    },
    { what: `last 20 of ${at}`, to: rawNames.last, ratio: ratioOf(last.ours, last.raw), aim: aims.last },
  ];
}

/** What is compared must have done the same. Requests that are repeated may have been answered in another order. */
async function check({ ours, raw }, messages, { inOrder }) {
  const [expected, own, other] = [messages, await ours(), await raw()].map(textsOf);
  const isSame = (one, two) => one.join('\n') === two.join('\n');
  const isLoaded = inOrder ? isSame(other, expected) : isSame(other.toSorted(), expected.toSorted());
  if (!isSame(own, expected) || !isLoaded) throw new Error('what was loaded is not what was stored');
}
