/**
 * @typedef {object} Limits
 * @property {number} rounds at most
 * @property {number} seconds at most
 * @property {number} fewest rounds, however long they take
 * @property {boolean} [inOrder] the first one goes first in each round, since the others repeat what it did
 * @property {(round: number) => Promise<void>} [before] what a round needs first, which is not measured
 * @property {() => Promise<void>} [beforeEach] what each way needs first, so that it does not meet what another one left to be done
 */

/**
 * What each of some ways to do one thing takes, in milliseconds, round by round. All take part in each round, the first one
 * in turn, so that whatever slows the machine down slows all of them. The first tenth of the rounds warms up and is not kept.
 *
 * @param {Record<string, () => Promise<unknown>>} ways
 * @param {Limits} limits
 * @returns {Promise<Record<string, number[]>>}
 */
export async function interleave(ways, { rounds, seconds, fewest, inOrder = false, before, beforeEach }) {
  const names = Object.keys(ways);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  const until = performance.now() + seconds * 1_000;
  let round = 0;
  for (; round < rounds && (round < fewest || performance.now() < until); round++) {
    await before?.(round);
    for (let place = 0; place < names.length; place++) {
      const name = names[(inOrder ? place : round + place) % names.length];
      await beforeEach?.();
      const start = performance.now();
      await ways[name]();
      times[name].push(performance.now() - start);
    }
  }
  const warm = Math.ceil(round / 10);
  return Object.fromEntries(names.map((name) => [name, times[name].slice(warm)]));
}
