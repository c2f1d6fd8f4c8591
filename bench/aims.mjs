/**
 * What is to be reached: ratios to the raw client in the same run. Nothing else in this folder says a limit.
 *
 * @typedef {import('./report/rows.mjs').Aim} Aim
 * @typedef {{ append?: Aim, growth?: Aim, load?: Aim, last?: Aim, atOnce?: Aim, bytes?: Aim, trips?: Aim }} Aims
 */

/** @type {Aims} */
export const redisAims = {
  append: { atMost: 1.3 },
  growth: { atMost: 1.15 },
  load: { atMost: 0.9 },
  last: { atMost: 1.1 },
  atOnce: { atLeast: 0.85 },
  bytes: { atMost: 1.25 },
  trips: { atMost: 1 },
};

/** @type {Aims} */
export const fileAims = { append: { atMost: 1.2 }, growth: { atMost: 1.15 }, load: { atMost: 1.1 }, lastGrowth: { atMost: 1.15 } };

/** @type {Aims} */
export const mongoAims = { append: { atMost: 1.2 }, growth: { atMost: 1.15 }, load: { atMost: 1.15 } };

/** @type {Aims} */
export const dynamoAims = { append: { atMost: 1.15 }, load: { atMost: 1.15 }, last: { atMost: 1.15 } };

/** @type {Aims} */
export const s3Aims = { append: { atMost: 1.15 }, load: { atMost: 1.15 }, last: { atMost: 1.15 } };

/** What stands on a driver, to the driver. */
export const storageAims = {
  add: { atMost: 1.1 },
  get: { atMost: 1.25 },
  chainOfOne: { atMost: 1.05 },
  chainWithFile: { atMost: 1.1 },
};

/** In milliseconds, beyond an empty module. */
export const importAim = { atMost: 5 };

/** Of many sessions, to few. */
export const manyAims = { append: { atMost: 1.15 }, list: { atMost: 2 } };
