import { DriverError, type DriverErrorDetails } from '../errors.ts';
import { Deadline } from './deadline.ts';

/** Settles as `work` does, or rejects with code 'timeout' when that takes longer. The work itself goes on. */
export function withDeadline<T>(
  work: Promise<T>,
  timeoutMs: number,
  details: Pick<DriverErrorDetails, 'driver' | 'operation' | 'identity'>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const deadline = new Deadline(timeoutMs, () => {
      const reason = `no answer within ${timeoutMs} ms; what was asked may still be done`;
      reject(new DriverError({ ...details, code: 'timeout', reason }));
    });
    work.then(
      (result) => {
        deadline.cancel();
        resolve(result);
      },
      (error) => {
        deadline.cancel();
        reject(error);
      },
    );
  });
}
