import { setImmediate } from 'node:timers/promises';
import type { Item, SessionIdentity, StorageDriver } from '@agentstore/core';
import { Patience } from './patience.ts';

/** A turn is what one append adds: some items, numbered by their place in it. */
export interface Turns {
  readonly writer: string;
  readonly turns: number;
  readonly itemsEach: number;
}

/** Appends one turn after another, each when the one before is acknowledged. */
export async function appendTurns(
  driver: StorageDriver,
  identity: SessionIdentity,
  { writer, turns, itemsEach }: Turns,
  progress: (turn: number) => void,
): Promise<void> {
  for (let turn = 1; turn <= turns; turn++) {
    await driver.append(identity, turnOf(writer, turn, itemsEach));
    progress(turn);
  }
}

/** Reads until the list has that many items. Resolves with what is wrong with one of the lists that it met, or null. */
export async function watchTurns(
  driver: StorageDriver,
  identity: SessionIdentity,
  { items, itemsEach }: { readonly items: number; readonly itemsEach: number },
): Promise<string | null> {
  const patience = new Patience();
  for (;;) {
    const list = (await driver.read(identity)) ?? [];
    const fault = brokenTurn(list, itemsEach);
    if (fault || list.length >= items) return fault;
    if (patience.isOverWith(list.length)) return `it stays at ${list.length} items, though ${items} are appended`;
    // Lets timers and sockets have their turn, also where a driver needs neither.
    await setImmediate();
  }
}

/** What says that a writer's turns are not all there, each once and in order; null: they are. */
export function lostTurn(list: readonly Item[], { writer, turns, itemsEach }: Turns): string | null {
  const expected = Array.from({ length: turns }, (_, turn) => turnOf(writer, turn + 1, itemsEach)).flat();
  const found = list.filter((item) => item.writer === writer);
  const missing = expected.filter((item) => !found.some((other) => isSame(other, item)));
  const [lost] = missing;
  if (lost) return `${missing.length} of ${expected.length} items of ${writer} are lost, the first is ${textOf(lost)}`;
  if (found.length > expected.length) return `${writer} added ${expected.length} items, and ${found.length} are stored`;
  const at = expected.findIndex((item, place) => !isSame(item, found[place]));
  return at < 0 ? null : `item ${at + 1} of ${writer} should be ${textOf(expected[at])} and is ${textOf(found[at])}`;
}

/** What says that the items of a turn do not stand together, whole and in order; null: all do. */
export function brokenTurn(list: readonly Item[], itemsEach: number): string | null {
  for (let start = 0; start < list.length; start += itemsEach) {
    const { writer, turn } = list[start] ?? {};
    const expected = turnOf(String(writer), Number(turn), itemsEach);
    const at = expected.findIndex((item, place) => !isSame(item, list[start + place]));
    if (at >= 0) return `item ${start + at + 1} should be ${textOf(expected[at])} and is ${textOf(list[start + at])}`;
  }
  return null;
}

function turnOf(writer: string, turn: number, itemsEach: number): Item[] {
  return Array.from({ length: itemsEach }, (_, place) => ({ writer, turn, place }));
}

function isSame(a: Item | undefined, b: Item | undefined): boolean {
  return a?.writer === b?.writer && a?.turn === b?.turn && a?.place === b?.place;
}

function textOf(item: Item | undefined): string {
  return item ? JSON.stringify(item) : 'missing';
}
