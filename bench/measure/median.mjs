/** The middle one of some numbers. @param {readonly number[]} values */
export function median(values) {
  return quantile(values, 0.5);
}

/** The one that so many of them, as a part of one, are below. @param {readonly number[]} values @param {number} part */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}
