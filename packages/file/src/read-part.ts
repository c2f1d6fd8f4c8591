import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

/** The bytes from `start` to `end`, or fewer where the file ends before. */
export async function readPart(handle: FileHandle, start: number, end: number): Promise<Buffer> {
  const part = Buffer.allocUnsafe(Math.max(0, end - start));
  let filled = 0;
  while (filled < part.length) {
    const { bytesRead } = await handle.read(part, filled, part.length - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return part.subarray(0, filled);
}

/** The same at once: for the few bytes that others added meanwhile. */
export function readPartSync(file: number, start: number, end: number): Buffer {
  const part = Buffer.allocUnsafe(Math.max(0, end - start));
  let filled = 0;
  while (filled < part.length) {
    const bytesRead = readSync(file, part, filled, part.length - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return part.subarray(0, filled);
}
