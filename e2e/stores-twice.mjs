import { deepEqual } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';

const hello = { role: 'user', content: 'Hello' };

/**
 * Runs a program that stores a message and prints all of them: its second process finds what the first one stored,
 * wherever it runs.
 *
 * @param {import('./application.mjs').Application} application
 * @param {string} program
 * @param {object} config
 */
export async function storesTwice(application, program, config) {
  const command = [program, JSON.stringify(config), randomUUID()];
  deepEqual(JSON.parse(await application.run(command)), [hello]);
  deepEqual(JSON.parse(await application.run(command, { cwd: tmpdir() })), [hello, hello]);
}

/** The same with a config that is a list of names, which makes a chain. */
export function storesTwiceByChain(application, program) {
  return storesTwice(application, program, [{ driver: 'file', directory: application.newFolder() }, 'memory']);
}
