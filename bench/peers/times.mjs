import { messagesOf, turns } from '../data/messages.mjs';
import { interleave } from '../measure/interleave.mjs';
import { median } from '../measure/median.mjs';

/** Times the raw client. */
const slowFrom = 20;

/**
 * What each subject takes at each length, to the raw client: add a turn, load all, the last 20. Several additions in a row, so
 * that the quick ones do not pay for the garbage of the slow ones.
 *
 * @param {ReadonlyMap<string, object>} connections
 * @param {import('../run.mjs').Run} run
 */
export async function peerTimes(connections, run) {
  const all = [];
  for (const length of run.lengths) {
    run.progress(`others at ${length.toLocaleString('en')}: fill`);
    let histories = await openAll(connections, length);
    const measure = async (what, times, work, before) => {
      run.progress(`others at ${length.toLocaleString('en')}: ${what}`);
      const ways = [...connections.keys()].map((name) => [name, () => repeat(times, () => work(histories.get(name)))]);
      const ratios = await ratiosOf(Object.fromEntries(ways), before, run);
      for (const [name, ratio] of ratios) all.push({ name, what, length, ratio });
    };
    await check(histories, length);
    await measure('load', 1, (history) => history.load());
    await measure('last', 2, (history) => history.last(20));
    const next = turns();
    // It stays about as long as said.
    const stretch = Math.max(2, length / 40);
    await measure(
      'add',
      length === 10_000 ? 3 : 10,
      (history) => history.add(next()),
      async (round) => {
        if (round % stretch === stretch - 1) histories = await openAll(connections, length);
      },
    );
  }
  return all;
}

/**
 * All take part in some rounds, and the quick ones in many more: else these would pay for what the slow ones leave behind.
 *
 * @returns {Promise<(readonly [name: string, ratio: number])[]>} of medians
 */
async function ratiosOf(ways, before, run) {
  const few = run.quick ? 2 : 4;
  const all = await interleave(ways, { rounds: few, seconds: 0, fewest: few, before });
  const isQuick = (name) => median(all[name]) < slowFrom * median(all.raw);
  const quick = Object.fromEntries(Object.entries(ways).filter(([name]) => isQuick(name)));
  const more = await interleave(quick, { rounds: 200, seconds: run.quick ? 0.6 : 4, fewest: 9, before });
  return Object.keys(ways).map((name) => [name, median(more[name] ?? all[name]) / median(more.raw)]);
}

async function openAll(connections, length) {
  const histories = new Map();
  for (const [name, connection] of connections) {
    const history = await connection.open(crypto.randomUUID());
    await history.fill(messagesOf(length));
    histories.set(name, history);
  }
  return histories;
}

async function repeat(times, work) {
  for (let time = 0; time < times; time++) await work();
}

/** Who is compared must have stored it all, in order. */
async function check(histories, length) {
  const contents = (messages) => messages.map(({ content }) => content).join('\n');
  const [all, last] = [contents(messagesOf(length)), contents(messagesOf(length).slice(-20))];
  for (const [name, history] of histories) {
    if (contents(await history.load()) !== all) throw new Error(`${name} does not load what it was given`);
    if (contents(await history.last(20)) !== last) throw new Error(`${name} does not give the last messages`);
  }
}
