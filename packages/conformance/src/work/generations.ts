import { setImmediate } from 'node:timers/promises';
import type { Item, SessionIdentity, StorageDriver } from '@agentstore/core';
import { Patience } from './patience.ts';

/** A generation is a whole list that replaces the one before: each item names it, and how many items it has. */
export interface Generations {
  readonly by: 'write' | 'update';
  /** The number of the last one; the first is 1. */
  readonly last: number;
}

/** Big enough that a backend cannot take it in one piece by chance: in all, some 200 kB. */
const itemsOfGeneration = 150;
const text = 'x'.repeat(1_000);

/** Replaces the list again and again. */
export async function replace(
  driver: StorageDriver,
  identity: SessionIdentity,
  { by, last }: Generations,
  progress: (generation: number) => void,
): Promise<void> {
  for (let generation = 1; generation <= last; generation++) {
    const items = generationOf(generation);
    await (by === 'write' ? driver.write(identity, items) : driver.update(identity, () => items));
    progress(generation);
  }
}

/** Reads until it meets the last generation. Resolves with what is wrong with one of the lists that it met, or null. */
export async function watch(driver: StorageDriver, identity: SessionIdentity, last: number): Promise<string | null> {
  const patience = new Patience();
  for (;;) {
    const list = await driver.read(identity);
    const tail = await driver.readLast(identity, 10);
    const fault = (list && mixOf(list)) ?? (tail && mixOfTail(tail));
    if (fault || generationIn(list) === last) return fault;
    if (patience.isOverWith(generationIn(list)))
      return `generation ${generationIn(list)} stays, though others were stored`;
    // Lets timers and sockets have their turn, also where a driver needs neither.
    await setImmediate();
  }
}

/** What says that a list is not one generation, whole; null: it is. */
export function mixOf(list: readonly Item[]): string | null {
  const { generation, of } = list[0] ?? {};
  if (list.length === 0) return 'the list is empty, though each that was stored has items';
  if (list.length !== of)
    return `it has ${list.length} items, and as it was stored (generation ${generation}) it has ${of}`;
  return mixOfTail(list);
}

/** The number of the generation that the list is. */
export function generationIn(list: readonly Item[] | null): number {
  return Number(list?.[0]?.generation ?? 0);
}

function mixOfTail(list: readonly Item[]): string | null {
  const { generation, of } = list[0] ?? {};
  for (const [at, item] of list.entries()) {
    if (item.generation !== generation) return `it has items of generation ${generation} and ${item.generation}`;
    const place = Number(of) - list.length + at;
    if (item.place !== place) return `in place ${place} stands item ${item.place} of generation ${generation}`;
  }
  return null;
}

/** Of changing length, so that a mix of two shows. */
function generationOf(generation: number): Item[] {
  const of = itemsOfGeneration + (generation % 3) * 20;
  return Array.from({ length: of }, (_, place) => ({ generation, place, of, text }));
}
