import { type AgentStoreError, DriverError, type DriverErrorDetails, messageOf } from '@agentstore/core';
import { hasCode } from './error-code.ts';
import { DamagedLine } from './log-format.ts';

/** What to do about what the operating system says, by its code. */
const advice: { readonly [code: string]: string } = {
  ENOSPC: 'the disk is full: free some space',
  EDQUOT: 'the quota is used up: free some space',
  EACCES: 'the process may not do that: give its user the directory',
  EPERM: 'the process may not do that: give its user the directory',
  EROFS: 'the file system is read-only: choose another directory',
  EMFILE: 'too many files are open: raise the limit (ulimit -n)',
  EEXIST: 'a file lies where a folder should: move it away, or choose another directory',
  ENOTDIR: 'a file lies where a folder should: move it away, or choose another directory',
};

/** A failure as a DriverError that says what to do next. */
export function fileFailure(details: Omit<DriverErrorDetails, 'code' | 'cause'>, cause: unknown): AgentStoreError {
  if (cause instanceof DamagedLine) {
    const reason = `${cause.message} (mend the line by hand, or delete it; a copy first)`;
    return new DriverError({ ...details, code: 'corrupt', reason, cause });
  }
  const hint = Object.entries(advice).find(([code]) => hasCode(cause, code))?.[1];
  return DriverError.from(cause, { ...details, reason: hint ? `${hint} (${messageOf(cause)})` : messageOf(cause) });
}
