import { DriverError, type DriverErrorDetails } from '../errors.ts';

/** Settles as `work` does, or rejects with code 'timeout' when that takes longer. The work itself goes on. */
export function withDeadline<T>(
  work: Promise<T>,
  timeoutMs: number,
  details: Pick<DriverErrorDetails, 'driver' | 'operation' | 'identity'>,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_, reject) => {
    const reason = `no answer within ${timeoutMs} ms; what was asked may still be done`;
    timer = setTimeout(() => reject(new DriverError({ ...details, code: 'timeout', reason })), timeoutMs);
  });
  return Promise.race([work, deadline]).finally(() => clearTimeout(timer));
}
