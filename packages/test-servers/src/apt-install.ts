import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { findProgram } from './find-program.ts';

const DEADLINE_MS = 10 * 60_000;

// Whoever waited for the lock may find the work done. apt's own lists may be missing or out of date: then they are fetched.
const SCRIPT = `
  command -v "$2" && exit
  install() { apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$1"; }
  install "$1" || { apt-get update && install "$1"; }
`;

/** Whether `aptInstall` can be tried: apt is here, and we are root. */
export function canAptInstall(): boolean {
  return process.getuid?.() === 0 && ['apt-get', 'flock'].every((program) => findProgram(program) !== null);
}

/**
 * Installs a Debian package for the program in it, once: where several processes ask at the same time, one does it and the
 * others wait. Rejects where apt fails, with what it printed.
 */
export async function aptInstall(debianPackage: string, program: string): Promise<void> {
  console.error(`installing ${debianPackage} by apt-get`);
  // The kernel keeps the lock, on a folder that is there: a killed process leaves nothing locked.
  await promisify(execFile)('flock', [tmpdir(), 'sh', '-c', SCRIPT, 'install', debianPackage, program], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: DEADLINE_MS,
  });
}
