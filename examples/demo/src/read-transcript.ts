import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Conversation, type Message, oneLine } from './message.ts';

/**
 * Reads JSON lines, one message each. Rejects where a line is no message, with a text that names the file and the line:
 * nothing of such a file is used.
 */
export async function readTranscript(file: string): Promise<Conversation> {
  const text = await readText(file);
  const messages = text
    .split(/\r?\n/)
    .flatMap((line, at) => (line.trim() === '' ? [] : [messageOf(line, file, at + 1)]));
  if (messages.length === 0) throw new Error(`${file} is empty: expected JSON lines, one message each`);
  return { name: basename(file).replace(/\.jsonl?$/, ''), messages };
}

async function readText(file: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw new Error(`${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error(`${file} is no text in UTF-8: expected JSON lines, one message each`, { cause });
  }
}

function messageOf(line: string, file: string, number: number): Message {
  const value = parse(line, file, number);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isObject && typeof (value as { role?: unknown }).role === 'string') return value as Message;
  const what = isObject ? 'an object without a "role" that is a string' : `not an object`;
  throw new Error(`${file}, line ${number}: ${what} (expected a message such as {"role":"user","content":"Hello"})`);
}

function parse(line: string, file: string, number: number): unknown {
  try {
    return JSON.parse(line, (_, value) => {
      if (value !== Infinity && value !== -Infinity) return value;
      throw new Error('a number is too big');
    });
  } catch (cause) {
    throw new Error(`${file}, line ${number}: not JSON: ${oneLine((cause as Error).message)}`, { cause });
  }
}
