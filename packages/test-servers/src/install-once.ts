import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from './find-program.ts';
import { cacheFolder } from './repository-folder.ts';

const DEADLINE_MS = 20 * 60_000;
const OUTPUT_BYTES = 64 * 1024 * 1024;

// Whoever waited for the lock may find the work done. A process that was killed at it left its half behind.
const SCRIPT = `
  [ -e "$1" ] && exit
  rm -rf "$1.unfinished"
  mkdir "$1.unfinished" && cd "$1.unfinished" && sh -e -c "$2" && mv "$1.unfinished" "$1" && exit
  rm -rf "$1.unfinished"
  exit 1
`;

/** What is downloaded or built once, and kept below `.cache/servers`. */
export interface Installation {
  /** With the version, so that another version is another folder: `versitygw-1.8.0`. */
  readonly name: string;
  /** The programs that the script runs: without one of them, nothing is tried. */
  readonly needs: readonly string[];
  /** For sh: it works in an empty folder, and succeeds or fails as a whole. All that it writes must be below. */
  readonly script: string;
  /** Added to our own environment, which may name proxies and certificates. Default: nothing. */
  readonly environment?: NodeJS.ProcessEnv;
  /** What the error says where the programs are missing or the script fails: `install Go and flock, or set S3_URL`. */
  readonly advice: string;
}

/**
 * The folder of what was installed: at once where it is there, otherwise after the install, which one process does while
 * others wait. The folder is there in whole or not at all. Rejects with the advice, and with what the script printed.
 */
export async function installOnce({ name, needs, script, environment, advice }: Installation): Promise<string> {
  const cache = cacheFolder();
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  if (![...needs, 'flock'].every((program) => findProgram(program) !== null)) throw new Error(advice);

  console.error(`installing ${name} by ${needs.join(' and ')}: only once`);
  mkdirSync(cache, { recursive: true });
  try {
    // The kernel keeps the lock, on a folder that stays: a killed process leaves nothing locked.
    await promisify(execFile)('flock', [cache, 'sh', '-c', SCRIPT, 'install', folder, script], {
      env: { ...process.env, ...environment },
      timeout: DEADLINE_MS,
      maxBuffer: OUTPUT_BYTES,
    });
  } catch (cause) {
    const { stdout, stderr } = cause as { readonly stdout: string; readonly stderr: string };
    throw new Error(`${advice} (the install of ${name} failed: ${`${stdout}${stderr}`.trim()})`, { cause });
  }
  return folder;
}
