/**
 * How a run measures.
 *
 * @typedef {object} Run
 * @property {boolean} quick
 * @property {import('./measure/interleave.mjs').Limits} limits of each thing that is measured
 * @property {readonly number[]} lengths of the sessions that others are measured on
 * @property {number} turnsAtOnce in one append where a session grows that is to be measured later: 1, as in life
 * @property {(what: string) => void} progress says what is measured now
 *
 * @typedef {object} Section
 * @property {string} name for `--only`, and of its place in the document
 * @property {string} title
 * @property {(run: Run) => Promise<Measured>} measure rejects with Unavailable where something is not installed
 *
 * @typedef {object} Measured
 * @property {string} against what it was measured on
 * @property {readonly import('./report/rows.mjs').Row[]} rows
 * @property {readonly Table[]} [tables]
 * @property {readonly string[]} [notes] what was left out, and why
 * @property {readonly { file: string, svg: string, alt: string }[]} [charts]
 *
 * @typedef {{ title: string, head: readonly string[], cells: readonly (readonly string[])[] }} Table
 */

/** What a section needs is not here: it is left out, in words. */
export class Unavailable extends Error {}

/** @param {{ quick: boolean, progress: (what: string) => void }} options @returns {Run} */
export function makeRun({ quick, progress }) {
  return {
    quick,
    progress,
    limits: quick ? { rounds: 1_000, seconds: 0.6, fewest: 4 } : { rounds: 6_000, seconds: 3, fewest: 5 },
    lengths: quick ? [10, 1_000] : [10, 1_000, 10_000],
    turnsAtOnce: quick ? 50 : 1,
  };
}
