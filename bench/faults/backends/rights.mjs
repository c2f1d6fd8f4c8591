import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Somebody whose rights can be taken away, which root's cannot. */
export const otherUser = 65_534;

export function forbid(folder) {
  chmodSync(folder, 0);
}

export function permit(folder) {
  chmodSync(folder, 0o700);
}

/** Of the only server that was started in a folder. */
export function workingFolder(parentFolder) {
  const [own] = readdirSync(parentFolder);
  return join(parentFolder, own, 'data');
}
