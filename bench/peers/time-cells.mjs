/** What a subject takes for one thing, at each length: `1.0 / 2.3 / 214`. */
export function cellsOf(times, name, what) {
  return pointsOf(times, name, what)
    .map(([, ratio]) => ratio.toFixed(ratio < 10 ? 1 : 0))
    .join(' / ');
}

/** The ratios by their lengths. @returns {readonly (readonly [length: number, ratio: number])[]} */
export function pointsOf(times, name, what) {
  return times.filter((time) => time.name === name && time.what === what).map(({ length, ratio }) => [length, ratio]);
}
