import type { Item } from '@agentstore/core';

type List = readonly Item[] | null;

/** In characters: as much of a text as a message shows. */
const excerptLength = 120;

/** How a list differs from the expected one, in words; null: it does not. */
export function differenceOf(actual: List | undefined, expected: List): string | null {
  if (!Array.isArray(actual) || !expected) {
    return describe(actual) === describe(expected) ? null : `expected ${describe(expected)}, got ${describe(actual)}`;
  }
  for (const [place, item] of expected.entries()) {
    const difference = place < actual.length && differenceOfTexts(textOf(actual[place]), textOf(item));
    if (difference) return `item ${place + 1} of ${expected.length} is not what was stored: ${difference}`;
  }
  if (actual.length === expected.length) return null;
  return `expected ${describe(expected)}, got ${describe(actual)}`;
}

function differenceOfTexts(actual: string, expected: string): string | null {
  if (actual === expected) return null;
  let at = 0;
  while (actual[at] === expected[at]) at++;
  const from = Math.max(0, at - excerptLength / 4);
  const excerpt = (text: string) => (from > 0 ? '...' : '') + shorten(text.slice(from));
  return `at character ${at}, expected ${excerpt(expected)}, got ${excerpt(actual)}`;
}

function describe(list: unknown): string {
  if (list === null) return 'null (no list)';
  if (!Array.isArray(list)) return `${String(list)}, which is no list`;
  if (list.length === 0) return '[] (an empty list)';
  return `a list of ${list.length}: ${shorten(textOf(list.slice(0, 20)))}`;
}

function shorten(text: string): string {
  return text.length > excerptLength ? `${text.slice(0, excerptLength)}...` : text;
}

/** Undefined, and what JSON cannot carry, has a text as well: a driver may hand out anything. */
function textOf(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
