import { spawn } from 'node:child_process';
import { root } from './root.mjs';

// Far above the slowest step: a program that hangs fails, instead of blocking the run for ever.
const DEADLINE_MS = 40 * 60_000;

/**
 * Runs a program to its end and keeps what it printed. Never rejects: a program that cannot be started has failed.
 *
 * @param {string} program found on PATH
 * @param {readonly string[]} programArguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options] by default the repository's folder and our environment
 * @returns {Promise<{ ok: boolean, output: string, seconds: number }>}
 */
export function runProgram(program, programArguments, options = {}) {
  const started = performance.now();
  return new Promise((resolve) => {
    let output = '';
    const finish = (ok) => {
      clearTimeout(deadline);
      resolve({ ok, output, seconds: (performance.now() - started) / 1000 });
    };
    const child = spawn(program, programArguments, {
      cwd: root,
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
      // What npm installs are .cmd files on Windows, which only a shell starts.
      shell: process.platform === 'win32',
    });
    // Not spawn's own: that one keeps our process alive where the program could not be started.
    const deadline = setTimeout(() => child.kill('SIGKILL'), DEADLINE_MS);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.on('error', (error) => {
      output += `${program} could not be started: ${error.message}\n`;
      finish(false);
    });
    child.on('close', (code, signal) => {
      if (signal) output += `${program} was ended by ${signal}\n`;
      finish(code === 0);
    });
  });
}
