import { median, quantile } from './median.mjs';

/**
 * @typedef {object} Ratio
 * @property {number} value
 * @property {number} low a quarter of the parts of the run lie below
 * @property {number} high a quarter lie above
 */

const parts = 11;

/**
 * How many times as long the one takes as the other. The rounds are cut into parts, each with the ratio of its medians: their
 * median is the ratio, and their quartiles say how far it spreads.
 *
 * @param {readonly number[]} times
 * @param {readonly number[]} others of the same rounds
 * @returns {Ratio}
 */
export function ratioOf(times, others) {
  const size = Math.max(1, Math.floor(times.length / parts));
  const ratios = [];
  for (let at = 0; at + size <= times.length; at += size) {
    ratios.push(median(times.slice(at, at + size)) / median(others.slice(at, at + size)));
  }
  return { value: median(ratios), low: quantile(ratios, 0.25), high: quantile(ratios, 0.75) };
}

/** The reverse: how much of the other's throughput the one has. @param {Ratio} ratio @returns {Ratio} */
export function inverse({ value, low, high }) {
  return { value: 1 / value, low: 1 / high, high: 1 / low };
}
