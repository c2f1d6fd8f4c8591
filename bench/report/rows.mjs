/**
 * One thing that was measured.
 *
 * @typedef {object} Row
 * @property {string} what
 * @property {string} [to] what it is compared with
 * @property {import('../measure/ratio.mjs').Ratio} [ratio] to that
 * @property {string} [value] where it is no ratio: with its unit
 * @property {Aim} [aim]
 * @property {boolean} [isReached] where there is an aim; by the ratio's value unless said here
 *
 * @typedef {{ readonly atMost: number } | { readonly atLeast: number }} Aim
 */

/** Whether the row reaches its aim, in words; '' where it has none. @param {Row} row */
export function verdict({ aim, ratio, isReached = aim && ratio && reaches(ratio.value, aim) }) {
  if (!aim) return '';
  return isReached ? 'hit' : '**miss**';
}

/** As the table shows it: to two digits, so that what reads as 1.30 reaches 1.3. */
export function reaches(value, { atMost = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY }) {
  const rounded = Math.round(value * 100) / 100;
  return rounded <= atMost && rounded >= atLeast;
}

/** @param {Aim} [aim] @param {string} [unit] */
export function aimText(aim, unit = '') {
  if (!aim) return '';
  return 'atMost' in aim ? `≤ ${aim.atMost}${unit}` : `≥ ${aim.atLeast}${unit}`;
}
