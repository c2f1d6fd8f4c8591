/** A log is over that long after it was last written. `ttlMs`: in milliseconds, Infinity for never. */
export function isExpired(changedAt: number, ttlMs: number): boolean {
  return changedAt + ttlMs < Date.now();
}
