/**
 * What is to be reached: ratios to the raw client in the same run, and counts. Nothing else in this folder says a limit.
 *
 * @typedef {import('./report/rows.mjs').Aim} Aim
 *
 * @typedef {object} Aims of a driver
 * @property {Aim} [append]
 * @property {Aim} [appendWithoutFsync]
 * @property {Aim} [growth] of an append, from 10 messages to 10,000
 * @property {Aim} [load]
 * @property {number} [loadFrom] messages on, the aim of `load` holds. Default: any
 * @property {Aim} [last] 20 messages
 * @property {Aim} [lastGrowth] from 1,000 messages to 10,000
 * @property {Aim} [atOnce] the throughput of 32 sessions
 * @property {Aim} [bytes] sent for an append
 * @property {Aim} [trips] of an append
 * @property {Aim} [loadTrips] for 10,000 messages
 * @property {Aim} [writeUnits] of an append
 * @property {Aim} [readUnits] for each 4 KB of JSON that is loaded
 */

/** @type {Aims} */
export const redisAims = {
  append: { atMost: 1.3 },
  growth: { atMost: 1.15 },
  load: { atMost: 0.9 },
  loadFrom: 10_000,
  last: { atMost: 1.1 },
  atOnce: { atLeast: 0.85 },
  bytes: { atMost: 1.25 },
  trips: { atMost: 1 },
};

/** @type {Aims} */
export const fileAims = {
  append: { atMost: 1.2 },
  appendWithoutFsync: { atMost: 1.3 },
  growth: { atMost: 1.15 },
  load: { atMost: 1.1 },
  lastGrowth: { atMost: 1.15 },
};

/** @type {Aims} */
export const mongoAims = { append: { atMost: 1.2 }, growth: { atMost: 1.15 }, load: { atMost: 1.15 } };

/** @type {Aims} */
export const dynamoAims = {
  append: { atMost: 1.15 },
  growth: { atMost: 1.15 },
  load: { atMost: 1.15 },
  last: { atMost: 1.15 },
  writeUnits: { atMost: 2 },
  readUnits: { atMost: 1.4 },
};

/** @type {Aims} */
export const s3Aims = {
  append: { atMost: 1.15 },
  load: { atMost: 1.15 },
  last: { atMost: 1.15 },
  // One, and one more for each 96 KB.
  trips: { atMost: 1.1 },
  loadTrips: { atMost: 32 },
};

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
