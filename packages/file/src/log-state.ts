import type { Item } from '@agentstore/core';
import { type Hold, restMs } from './hold.ts';
import { readLines } from './log-format.ts';

/** What a log says, from its first line to the one that ends it. */
export interface LogState {
  /** null: the log has no head yet. */
  readonly id: string | null;
  readonly key: string | null;
  /** null: there is no list. */
  readonly items: Item[] | null;
  /** The nonce of the next generation, which holds the list now; null: this log is the newest. */
  readonly sealedBy: string | null;
  readonly isRemoved: boolean;
  /** Who asked first to be left alone, and still does; null: nobody. */
  readonly hold: Hold | null;
}

/** Throws DamagedLine. */
export function readLog(content: Buffer): LogState {
  let head: { nonce: string; key: string } | null = null;
  let items: Item[] | null = null;
  let sealedBy: string | null = null;
  let isRemoved = false;
  let hold: Hold | null = null;
  for (const { line } of readLines(content, 0)) {
    if (line.kind === 'head') head ??= line;
    if (line.kind === 'removed') isRemoved = true;
    if (line.kind === 'hold' && restMs(line, content.length) > 0) hold ??= line;
    if (line.kind === 'sealed') {
      sealedBy = line.nonce;
      break;
    }
    if (line.kind !== 'items' || isRemoved) continue;
    items ??= [];
    for (const item of line.items) items.push(item);
  }
  return {
    id: head?.nonce ?? null,
    key: head?.key ?? null,
    items: isRemoved ? null : items,
    sealedBy,
    isRemoved,
    hold,
  };
}
