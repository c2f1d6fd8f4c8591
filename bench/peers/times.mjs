import { messagesOf, turns } from '../data/messages.mjs';
import { interleave } from '../measure/interleave.mjs';
import { ratioOf } from '../measure/ratio.mjs';

export const lengths = [10, 1_000, 10_000];

/**
 * What each subject takes at each length, to the raw client: add a turn, load all, the last 20. Several additions in a row, so
 * that the quick ones do not pay for the garbage of the slow ones.
 *
 * @param {ReadonlyMap<string, object>} connections
 * @param {import('../run.mjs').Run} run
 */
export async function peerTimes(connections, run) {
  const all = [];
  for (const length of lengths) {
    run.progress(`others at ${length.toLocaleString('en')}: fill`);
    let histories = await openAll(connections, length);
    const limits = { rounds: 60, seconds: run.quick ? 0.8 : 6, fewest: run.quick ? 2 : 4 };
    const measure = async (what, times, work, before) => {
      run.progress(`others at ${length.toLocaleString('en')}: ${what}`);
      const ways = [...connections.keys()].map((name) => [name, () => repeat(times, () => work(histories.get(name)))]);
      const taken = await interleave(Object.fromEntries(ways), { ...limits, before });
      for (const [name] of ways) all.push({ name, what, length, ratio: ratioOf(taken[name], taken.raw) });
    };
    await check(histories, length);
    await measure('load', 1, (history) => history.load());
    await measure('last', 2, (history) => history.last(20));
    const next = turns();
    // A short one is short for a short time.
    await measure(
      'add',
      length === 10_000 ? 3 : 10,
      (history) => history.add(next()),
      async (round) => {
        if (length === 10 && round % 2 === 1) histories = await openAll(connections, length);
      },
    );
  }
  return all;
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
