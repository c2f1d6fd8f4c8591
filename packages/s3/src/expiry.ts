/** In milliseconds since 1970: when what is written now is over, by this process's clock; null: never. */
export function expiryOf(ttlSeconds: number | undefined): number | null {
  if (ttlSeconds === undefined) return null;
  return Math.min(Math.ceil(Date.now() + ttlSeconds * 1000), Number.MAX_SAFE_INTEGER);
}
