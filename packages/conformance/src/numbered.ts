import type { Item } from '@agentstore/core';

/** Items that tell their place: `numbered(1, 3)` is `[{ n: 1 }, { n: 2 }, { n: 3 }]`. */
export function numbered(first: number, last: number): Item[] {
  return Array.from({ length: last - first + 1 }, (_, at) => ({ n: first + at }));
}
