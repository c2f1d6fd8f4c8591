import type { Line } from './log-format.ts';

/** In milliseconds, and in bytes a millisecond: enough to write a list anew even to a slow disk. */
const [leastHoldMs, bytesPerMs] = [1_000, 10_000];

export type Hold = Extract<Line, { kind: 'hold' }>;

/** For how many milliseconds an updater asks the others to add nothing to a log of that many bytes. */
export function holdMs(size: number): number {
  return Math.ceil(leastHoldMs + size / bytesPerMs);
}

/** How many milliseconds are left of a hold on a log of that many bytes. Longer than anybody asks for is a clock's fault. */
export function restMs(hold: Hold, size: number): number {
  const left = hold.until - Date.now();
  return left > 0 && left <= holdMs(size) ? left : 0;
}
