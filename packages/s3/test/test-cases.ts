import { type ConformanceCase, type ConformanceOptions, driverTests } from '@agentstore/conformance';

/** Those that wait for time to pass wait at once. */
export function testCases(
  options: ConformanceOptions,
  isWanted: (each: ConformanceCase) => boolean = () => true,
): void {
  for (const { title, guarantee, run, timeoutMs } of driverTests(options).filter(isWanted)) {
    (guarantee === 'G8' ? test.concurrent : test)(title, run, timeoutMs);
  }
}
