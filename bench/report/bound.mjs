import { aimText, reaches } from './rows.mjs';

/** How far from its aim a ratio may be on a busy machine before it is a fault. */
const slack = 2.5;

export function isWithin(value, aim) {
  return reaches(value, bound(aim));
}

/** In words. @param {import('./rows.mjs').Aim} aim */
export function boundOf(aim) {
  return aimText(bound(aim));
}

function bound({ atMost, atLeast }) {
  return atMost === undefined ? { atLeast: rounded(atLeast / slack) } : { atMost: rounded(atMost * slack) };
}

function rounded(value) {
  return Math.round(value * 100) / 100;
}
