import { DriverError, type DriverErrorCode } from '@agentstore/core';
import type { CallDetails } from './call.ts';

/** What to do about one kind of failure. */
export interface Advice {
  /** What the error's message or name begins with, or its code. */
  readonly sign: RegExp;
  readonly reason: string;
  /** Default: 'failed'. */
  readonly code?: DriverErrorCode;
}

/**
 * A failure as a DriverError, with the first advice that fits.
 *
 * @param cause what may be shown of the error (see `cleanError`)
 */
export function advised(details: CallDetails, error: unknown, cause: Error, advice: readonly Advice[]): DriverError {
  const signs = signsOf(error);
  const found = advice.find(({ sign }) => signs.some((text) => sign.test(text)));
  if (!found) return new DriverError({ ...details, cause });
  const { reason, code = 'failed' } = found;
  return new DriverError({ ...details, code, reason: `${reason} (${cause.message})`, cause });
}

/** What an error is known by, and what caused it. */
function signsOf(error: unknown): string[] {
  const { name, message, code, cause } = Object(error) as { [field: string]: unknown };
  const own = [name, code, message].filter((sign) => sign !== undefined).map(String);
  return cause ? [...own, ...signsOf(cause)] : own;
}
