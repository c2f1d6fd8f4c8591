import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What a proxy does with what arrives. */
export interface LaneRules {
  /** In milliseconds, asked when something arrives, of how many bytes (0: its end). */
  readonly delayMs: (bytes: number) => number;
  /** Called in order, when something is due: passes it on, or not. */
  readonly pass: (bytes: Buffer) => void;
}

/** One direction of one connection: everything stays in order, and nothing is read ahead of what the reader takes. */
export function openLane(from: Socket, to: Socket, { delayMs, pass }: LaneRules): void {
  const waiting: { readonly bytes: Buffer | null; readonly due: number }[] = [];
  let isPassing = false;

  const passAll = async () => {
    if (isPassing) return;
    isPassing = true;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      for (let early = next.due - performance.now(); early > 0; early = next.due - performance.now()) await wait(early);
      if (to.destroyed) break;
      if (next.bytes === null) to.end();
      else pass(next.bytes);
    }
    isPassing = false;
    if (to.writableNeedDrain) from.pause();
  };
  const arrived = (bytes: Buffer | null) => {
    waiting.push({ bytes, due: performance.now() + delayMs(bytes?.length ?? 0) });
    void passAll();
  };
  from.on('data', arrived);
  from.on('end', () => arrived(null));
  to.on('drain', () => from.resume());
}
