import { ConfigError } from '../errors.ts';

/** What every driver takes beside its own config. */
export interface DriverOptions {
  /** In seconds: the whole list expires that long after its last write, and reads as null. Default: never. */
  readonly ttlSeconds?: number;
  /**
   * In milliseconds: how long an operation may take before it fails with code 'timeout'; it may be done all the same.
   * Default: 5,000 where a server answers, no limit for files, where it counts from the operation's turn on. Memory has
   * nothing to wait for.
   */
  readonly timeoutMs?: number;
}

/** In milliseconds: a timer for longer would go off at once. */
const longestTimer = 2 ** 31 - 1;

/** Throws a ConfigError unless both are positive numbers where they are given. A driver's constructor calls it. */
export function checkDriverOptions(driver: string, options: DriverOptions): void {
  for (const name of ['ttlSeconds', 'timeoutMs'] as const) {
    const value = options[name];
    if (value !== undefined && !(Number.isFinite(value) && value > 0)) {
      throw new ConfigError(`${driver}: ${name} must be a positive number, not ${String(value)}`);
    }
    if (name === 'timeoutMs' && value !== undefined && value > longestTimer) {
      throw new ConfigError(`${driver}: timeoutMs must be at most ${longestTimer}: leave it out for no limit`);
    }
  }
}
