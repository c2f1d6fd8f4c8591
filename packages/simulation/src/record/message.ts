import type { Item } from '@agentstore/core';

/** What the simulated agents say. `n` tells messages apart for ever, `v` the edits of one. */
export type Message = { role: 'user'; n: number; v: number };

/** One state of a list, as a reader sees it. */
export interface View {
  /** Each message's number, in order. */
  readonly order: readonly number[];
  /** By number. */
  readonly versions: ReadonlyMap<number, number>;
}

export function viewOf(items: readonly { readonly [key: string]: unknown }[]): View {
  const versions = new Map<number, number>();
  const order = items.map(({ n, v }) => {
    versions.set(Number(n), Number(v));
    return Number(n);
  });
  return { order, versions };
}

/** Whether one of the entries holds the message, alive or not. */
export function holds(entries: readonly Item[] | null, n: number): boolean {
  return entries?.some(({ items }) => Array.isArray(items) && items.some((item) => (item as Message).n === n)) ?? false;
}
