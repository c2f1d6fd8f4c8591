/** A ttl in milliseconds, as the scripts take it: '' for never. */
export function expiryText(ttlSeconds: number | undefined): string {
  if (ttlSeconds === undefined) return '';
  // Redis takes whole ones; what lies 285,000 years ahead is as good as any later time.
  return String(Math.min(Math.ceil(ttlSeconds * 1000), Number.MAX_SAFE_INTEGER));
}
