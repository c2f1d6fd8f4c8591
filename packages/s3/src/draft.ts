import type { Item } from '@agentstore/core';
import { type Head, itemLines, type Reference } from './list-format.ts';
import { makeNonce } from './nonce.ts';

/**
 * In bytes of lines. A tail of so many is sealed by the next append, whatever that brings: what a segment holds then depends on
 * the head alone, and all who seal it store the same.
 */
const sealAt = 96 * 1024;
/** In bytes of lines: no tail is longer, so that no append sends more. */
const longestTail = 108 * 1024;
/** In bytes, about: the segments that a rewrite makes, since they are never sent again. */
const segmentBytes = 1024 * 1024;

/** In characters. A part's name is shorter than a shortened segment of a key needs it to be. */
const nonceLength = 16;

/** What is to be stored beside a head. */
interface Part {
  readonly name: string;
  readonly text: string;
  /** Others may store the same one, under the same generation. */
  readonly isShared: boolean;
}

/** What a change makes of a list: a head without what the change itself adds, and the parts that it newly needs. */
export interface Draft extends Pick<Head, 'generation' | 'sealed' | 'isRemoved' | 'tail'> {
  readonly parts: readonly Part[];
}

export function removedDraft(): Draft {
  return { generation: makeNonce(nonceLength), sealed: 0, isRemoved: true, tail: '', parts: [] };
}

/** A list of its own. Its parts are those of a new generation. */
export function draftOf(items: readonly Item[]): Draft {
  const chunks: string[][] = [];
  let left = 0;
  for (const line of itemLines(items)) {
    const bytes = Buffer.byteLength(line) + 1;
    if (bytes > left) {
      chunks.push([]);
      left = segmentBytes;
    }
    chunks.at(-1)?.push(line);
    left -= bytes;
  }
  const texts = chunks.map((lines) => lines.join('\n'));
  const last = texts.at(-1) ?? '';
  const tail = Buffer.byteLength(last) < sealAt ? last : '';
  const segments = tail === '' ? texts : texts.slice(0, -1);
  const parts = segments.map((text, number) => segment(number, text));
  return { generation: makeNonce(nonceLength), sealed: parts.length, isRemoved: false, tail, parts };
}

/** Puts items behind those of a list: into its tail, or into a part that the tail names. */
export function extended(list: Pick<Head, 'generation' | 'sealed' | 'tail'>, items: readonly Item[]): Draft {
  const isRipe = Buffer.byteLength(list.tail) >= sealAt;
  const sealing = isRipe ? [segment(list.sealed, list.tail)] : [];
  const grown = { generation: list.generation, sealed: list.sealed + sealing.length, isRemoved: false };
  const lines = isRipe ? [] : linesOf(list.tail);
  const added = itemLines(items);
  const tail = [...lines, ...added].join('\n');
  if (Buffer.byteLength(tail) <= longestTail) return { ...grown, tail, parts: sealing };

  // With what no part holds yet, so that parts are never small: a tail's references stand in front of its items.
  const references = lines.filter((line) => line.startsWith('['));
  const held = [...lines.slice(references.length), ...added];
  const part: Part = { name: makeNonce(nonceLength), text: held.join('\n'), isShared: false };
  const reference: Reference = [part.name, held.length];
  return { ...grown, tail: [...references, JSON.stringify(reference)].join('\n'), parts: [...sealing, part] };
}

function segment(number: number, text: string): Part {
  return { name: String(number), text, isShared: true };
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}
