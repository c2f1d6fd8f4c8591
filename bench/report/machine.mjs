import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem, type } from 'node:os';
import { source } from '../data/messages.mjs';

/** What it was measured on, in a sentence. @param {string} against */
export function measuredOn(against) {
  const [{ model }] = cpus();
  const machine = `${cpus().length} cores (${model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB, ${type()} ${release()}`;
  const date = new Date().toISOString().slice(0, 10);
  return `Measured on ${date} at ${commit()}: ${against}, Node.js ${process.versions.node}, ${machine}. Messages: ${source}.`;
}

function commit() {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return 'an unknown commit';
  }
}
