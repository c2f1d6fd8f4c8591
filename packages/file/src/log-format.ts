import type { Item } from '@agentstore/core';

/**
 * A log is one session's list as JSON lines. Whatever is written begins and ends with a line feed and is written by one
 * call, so a line that is whole is followed by an empty line or the end of the file; what a crash tore is not, and never
 * counts. Lines that begin with `[` hold items, in order; lines that begin with `"` are controls:
 *
 *   agentstore 1 <id> <key>     the head of a log: its id and whose it is; the first one counts
 *   sealed <nonce> at <offset>  all before the offset is replaced by the next generation, in a file of its own
 *   removed <nonce>             all before and after is removed
 *   removed <nonce> at <offset> the same, if it stands there
 *   hold <nonce> <until>        its writer replaces the list: please add nothing before that time (milliseconds since 1970)
 *
 * A control with an offset counts only if it was written just there: its writer had read all up to that offset, and
 * nothing came between. So two writers never overwrite each other, and nobody needs a lock.
 */
export type Line =
  | { readonly kind: 'items'; readonly nonce: string | null; readonly items: Item[] }
  | { readonly kind: 'head'; readonly nonce: string; readonly key: string }
  | { readonly kind: 'sealed'; readonly nonce: string }
  | { readonly kind: 'removed'; readonly nonce: string }
  | { readonly kind: 'hold'; readonly nonce: string; readonly until: number }
  | { readonly kind: 'void' };

export interface PlacedLine {
  readonly line: Line;
  /** In bytes from the beginning of the file: where the writing of the line ended. */
  readonly end: number;
}

/** A whole line that is no JSON: damage, or somebody else's writing. */
export class DamagedLine extends Error {
  /** In bytes from the beginning of the file. */
  readonly offset: number;

  constructor(offset: number, cause: unknown) {
    super(`the line at byte ${offset} is not JSON`, { cause });
    this.offset = offset;
  }
}

const lineFeed = 0x0a;
const bracket = 0x5b;

/** What is written for items of one append; the nonce makes it findable. */
export function itemsLine(items: readonly Item[], nonce: string): string {
  return `\n["${nonce}",${JSON.stringify(items).slice(1)}\n`;
}

/** A whole log: its head, and a line for each item. An empty line of items says that there is a list. */
export function wholeLog(id: string, key: string, items: readonly Item[]): string {
  const lines = items.length > 0 ? items.map((item) => `\n[${JSON.stringify(item)}]\n`) : ['\n[]\n'];
  return headLine(id, key) + lines.join('');
}

export function headLine(id: string, key: string): string {
  return controlLine(`agentstore 1 ${id} ${key}`);
}

export function sealLine(nonce: string, offset: number): string {
  return controlLine(`sealed ${nonce} at ${offset}`);
}

export function removedLine(nonce: string, offset?: number): string {
  return controlLine(offset === undefined ? `removed ${nonce}` : `removed ${nonce} at ${offset}`);
}

export function holdLine(nonce: string, until: number): string {
  return controlLine(`hold ${nonce} ${until}`);
}

/** The whole lines in a part of a log that begins at `start`, where a line begins. Throws DamagedLine. */
export function* readLines(part: Buffer, start: number): Generator<PlacedLine, void, undefined> {
  for (let from = 0; from < part.length; ) {
    const end = part.indexOf(lineFeed, from);
    if (end < 0) return;
    const isWhole = end + 1 === part.length || part[end + 1] === lineFeed;
    if (end > from && isWhole) yield { line: readLine(part, from, end, start), end: start + end + 1 };
    from = end + 1;
  }
}

function controlLine(text: string): string {
  return `\n${JSON.stringify(text)}\n`;
}

function readLine(part: Buffer, from: number, end: number, start: number): Line {
  let value: unknown;
  try {
    value = JSON.parse(part.toString('utf8', from, end));
  } catch (cause) {
    throw new DamagedLine(start + from, cause);
  }
  // The line feed before a line belongs to its writing.
  if (part[from] !== bracket) return readControl(String(value), start + from - 1);
  const items = value as (Item | string)[];
  const [nonce] = items;
  if (typeof nonce !== 'string') return { kind: 'items', nonce: null, items: items as Item[] };
  items.shift();
  return { kind: 'items', nonce, items: items as Item[] };
}

function readControl(text: string, offset: number): Line {
  const [word, first = '', second, third] = text.split(' ');
  const standsThere = Number(third) === offset;
  if (word === 'agentstore' && first !== '1') {
    throw new Error(`this log has format ${first}, which this version does not know: update @agentstore/file`);
  }
  if (word === 'agentstore') return { kind: 'head', nonce: second ?? '', key: third ?? '' };
  if (word === 'sealed' && standsThere) return { kind: 'sealed', nonce: first };
  if (word === 'removed' && (second === undefined || standsThere)) return { kind: 'removed', nonce: first };
  if (word === 'hold') return { kind: 'hold', nonce: first, until: Number(second) };
  return { kind: 'void' };
}
